/** Pod templates inside workloads. After ValidatePodTemplateSpec and its callers. */
import { child, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import { isEmptySelector, selects, validateAnnotations, validateLabels, type LabelSelector } from '../validation/labels.ts';
import { validatePodAnnotations, validateSeccompTwice } from './annotations.ts';
import { defaultPodSpec } from './defaults.ts';
import { dropDisabledFields } from './disabled.ts';
import { goMap } from './godump.ts';
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
export function validateTemplate(template: Fields, path: Path): FieldError[] {
  const metadata: Fields = template.metadata ?? {};
  const spec: Fields = template.spec ?? {};
  const ephemeral: FieldError[] = spec.ephemeralContainers?.length
    ? [{ type: 'Forbidden', field: child(path, 'spec', 'ephemeralContainers'), detail: 'ephemeral containers not allowed in pod template' }]
    : [];
  return [
    ...validateLabels(metadata.labels, child(path, 'labels')),
    ...validateAnnotations(metadata.annotations, child(path, 'annotations')),
    ...validatePodAnnotations(metadata.annotations, spec, child(path, 'annotations')),
    ...validatePodSpec(spec, child(path, 'spec')),
    ...validateSeccompTwice(metadata.annotations, spec, child(path, 'spec')),
    ...ephemeral,
  ];
}

/** A template of a controller that keeps pods running: its labels match, its pods restart always. */
export function validateRunningTemplate(
  template: Fields | undefined | null,
  selector: LabelSelector | undefined | null,
  path: Path,
): FieldError[] {
  if (!template) return [required(path)];
  return [
    ...validateSelected(template, selector, path),
    ...validateTemplate(template, path),
    ...validateRestart(template, ['Always'], path),
  ];
}

/** A selector that says anything must select the template's labels; none at all selects nothing. */
export function validateSelected(template: Fields, selector: LabelSelector | undefined | null, path: Path): FieldError[] {
  return (selector && isEmptySelector(selector)) || selects(selector, template.metadata?.labels) ? [] : [mismatch(template, path)];
}

/** The value is the labels, as Go prints a map. */
function mismatch(template: Fields, path: Path): FieldError {
  return invalid(
    child(path, 'metadata', 'labels'),
    { go: goMap(template.metadata, 'labels') },
    '`selector` does not match template `labels`',
  );
}

export function validateRestart(template: Fields, allowed: readonly string[], path: Path): FieldError[] {
  const policy = template.spec?.restartPolicy ?? '';
  return allowed.includes(policy) ? [] : [notSupported(child(path, 'spec', 'restartPolicy'), policy, allowed)];
}
