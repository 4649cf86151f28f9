/** Pod templates inside workloads. After ValidatePodTemplateSpec and its callers. */
import { child, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import { isEmptySelector, selects, validateAnnotations, validateLabels, type LabelSelector } from '../validation/labels.ts';
import { validatePodAnnotations } from './annotations.ts';
import { defaultPodSpec } from './defaults.ts';
import { dropDisabledFields } from './disabled.ts';
import type { Fields } from './rules.ts';
import { validatePodSpec } from './validate.ts';

export function defaultTemplate(template: Fields | undefined): void {
  if (template) defaultPodSpec((template.spec ??= {}));
}

/** Drops what that version does not have. */
export function prepareTemplate(template: Fields | undefined, versions: Versions, old?: Fields): void {
  if (template?.spec) dropDisabledFields(template.spec, versions, old?.spec);
}

/** A template by itself: labels, annotations, spec. */
export function validateTemplate(template: Fields, path: Path, versions: Versions): FieldError[] {
  const metadata: Fields = template.metadata ?? {};
  const spec: Fields = template.spec ?? {};
  const ephemeral: FieldError[] = spec.ephemeralContainers?.length ? [{ type: 'Forbidden', field: child(path, 'spec', 'ephemeralContainers'), detail: 'ephemeral containers not allowed in pod template' }] : [];
  return [
    ...validateLabels(metadata.labels, child(path, 'labels')),
    ...validateAnnotations(metadata.annotations, child(path, 'annotations')),
    ...validatePodAnnotations(metadata.annotations, spec, child(path, 'annotations')),
    ...validatePodSpec(spec, child(path, 'spec'), versions),
    ...ephemeral,
  ];
}

/** A template of a controller that keeps pods running: its labels match, its pods restart always. */
export function validateRunningTemplate(template: Fields | undefined | null, selector: LabelSelector | undefined | null, path: Path, versions: Versions): FieldError[] {
  if (!template) return [required(path)];
  const labels = template.metadata?.labels;
  const errors: FieldError[] = [];
  if (!isEmptySelector(selector) && !selects(selector, labels)) errors.push(mismatch(labels, path));
  errors.push(...validateTemplate(template, path, versions));
  return [...errors, ...validateRestart(template, ['Always'], path)];
}

/** `selector` does not match template `labels`: the value is the labels, as Go prints a map. */
export function mismatch(labels: Record<string, string> | undefined, path: Path): FieldError {
  const value = labels ? `map[string]string{${Object.keys(labels).sort().map((key) => `${JSON.stringify(key)}:${JSON.stringify(labels[key])}`).join(', ')}}` : 'map[string]string(nil)';
  return invalid(child(path, 'metadata', 'labels'), { go: value }, '`selector` does not match template `labels`');
}

export function validateRestart(template: Fields, allowed: readonly string[], path: Path): FieldError[] {
  const policy = template.spec?.restartPolicy ?? '';
  return allowed.includes(policy) ? [] : [notSupported(child(path, 'spec', 'restartPolicy'), policy, allowed)];
}
