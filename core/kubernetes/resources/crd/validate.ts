/** After ValidateCustomResourceDefinition of k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation. */
import { jsonPath } from '../../../../formats/jsonpath/index.ts';
import { at, child, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { equal, type KubeObject } from '../../object.ts';
import { IMMUTABLE } from '../validation/common.ts';
import { dns1035Label, dns1123Subdomain } from '../validation/names.ts';
import { validateStructural } from './structural.ts';
import type { CrdNames, CrdSpec, CrdVersion, PrinterColumn } from './types.ts';

const SCOPES = ['Cluster', 'Namespaced'];
const STRATEGIES = ['None', 'Webhook'];
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const APPROVAL = 'api-approved.kubernetes.io';
const PROTECTED = /(^|\.)(k8s|kubernetes)\.io$/;

const label = (value: string, path: Path, prefix = ''): FieldError[] => {
  const texts = dns1035Label(value);
  return texts.length ? [invalid(path, value, prefix + texts.join(','))] : [];
};

export function validateCrd({ metadata, spec: given }: KubeObject, requiresSchema: boolean): FieldError[] {
  const spec = given as CrdSpec;
  const { group = '', scope = '', names, versions, preserveUnknownFields } = spec;
  const errors: FieldError[] =
    metadata.name === `${names.plural}.${group}`
      ? []
      : [invalid('metadata.name', metadata.name ?? '', 'must be spec.names.plural+"."+spec.group')];
  if (PROTECTED.test(group) && !metadata.annotations?.[APPROVAL]) {
    errors.push(
      required(
        at('metadata.annotations', APPROVAL),
        `protected groups must have approval annotation "${APPROVAL}", see https://github.com/kubernetes/enhancements/pull/1111`,
      ),
    );
  }
  if (!group) errors.push(required('spec.group'));
  else if (dns1123Subdomain(group).length) errors.push(invalid('spec.group', group, dns1123Subdomain(group).join(',')));
  else if (!group.includes('.')) errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
  if (!scope) errors.push(required('spec.scope'));
  else if (!SCOPES.includes(scope)) errors.push(notSupported('spec.scope', scope, SCOPES));
  if (requiresSchema && preserveUnknownFields) errors.push(invalid('spec.preserveUnknownFields', true, 'must be false'));
  errors.push(...validateVersions(versions ?? [], requiresSchema, Boolean(preserveUnknownFields)), ...validateNames(names));
  const strategy = spec.conversion?.strategy ?? 'None';
  if (!STRATEGIES.includes(strategy)) errors.push(notSupported('spec.conversion.strategy', strategy, STRATEGIES));
  return errors;
}

function validateVersions(versions: CrdVersion[], requiresSchema: boolean, preserves: boolean): FieldError[] {
  const path = 'spec.versions';
  const text = go(
    `[]apiextensions.CustomResourceDefinitionVersion{${versions.map(({ name }) => `{Name:${JSON.stringify(name)}}`).join(', ')}}`,
  );
  const errors = versions.flatMap((version, i) => validateVersion(version, at(path, i), requiresSchema, preserves));
  if (new Set(versions.map(({ name }) => name)).size < versions.length)
    errors.push(invalid(path, text, 'must contain unique version names'));
  if (versions.filter(({ storage }) => storage).length !== 1)
    errors.push(invalid(path, text, 'must have exactly one version marked as storage version'));
  return errors;
}

function validateVersion(
  { name = '', schema, additionalPrinterColumns = [], subresources }: CrdVersion,
  path: Path,
  requiresSchema: boolean,
  preserves: boolean,
): FieldError[] {
  const schemaPath = child(path, 'schema', 'openAPIV3Schema');
  const structure = schema?.openAPIV3Schema;
  return [
    ...label(name, child(path, 'name')),
    ...(structure
      ? preserves
        ? []
        : validateStructural(structure, schemaPath)
      : requiresSchema
        ? [required(schemaPath, 'schemas are required')]
        : []),
    ...additionalPrinterColumns.flatMap((column, i) => validateColumn(column, at(child(path, 'additionalPrinterColumns'), i))),
    ...(subresources?.scale ? validateScale(subresources.scale, child(path, 'subresources', 'scale')) : []),
  ];
}

function validateScale(
  { specReplicasPath = '', statusReplicasPath = '' }: { specReplicasPath?: string; statusReplicasPath?: string },
  path: Path,
): FieldError[] {
  const under = (value: string, field: string, parent: string): FieldError[] =>
    !value
      ? [required(child(path, field))]
      : value.startsWith(parent)
        ? []
        : [invalid(child(path, field), value, `should be a json path under ${parent}`)];
  return [...under(specReplicasPath, 'specReplicasPath', '.spec'), ...under(statusReplicasPath, 'statusReplicasPath', '.status')];
}

function validateColumn({ name = '', type = '', jsonPath: template = '' }: PrinterColumn, path: Path): FieldError[] {
  return [
    ...(name ? [] : [required(child(path, 'name'))]),
    ...(!type
      ? [required(child(path, 'type'), `must be one of ${COLUMN_TYPES.join(',')}`)]
      : COLUMN_TYPES.includes(type)
        ? []
        : [invalid(child(path, 'type'), type, `must be one of ${COLUMN_TYPES.join(',')}`)]),
    ...(template ? validateTemplate(template, child(path, 'jsonPath')) : [required(child(path, 'jsonPath'))]),
  ];
}

function validateTemplate(template: string, path: Path): FieldError[] {
  if (!template.startsWith('.')) return [invalid(path, template, 'must be a simple json path starting with .')];
  try {
    jsonPath(`{${template}}`);
    return [];
  } catch (error) {
    return [invalid(path, template, `is an invalid JSON path: ${(error as Error).message}`)];
  }
}

function validateNames({ plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] }: CrdNames): FieldError[] {
  const path = 'spec.names';
  const mixed = 'may have mixed case, but should otherwise match: ';
  const missing = Object.entries({ plural, singular, kind, listKind })
    .filter(([, value]) => !value)
    .map(([field]) => required(child(path, field)));
  return [
    ...missing,
    ...(plural ? label(plural, child(path, 'plural')) : []),
    ...(singular ? label(singular, child(path, 'singular')) : []),
    ...[
      ['kind', kind],
      ['listKind', listKind],
    ].flatMap(([field, value]) =>
      value ? label(value.toLowerCase(), child(path, field!), mixed).map((error) => ({ ...error, value })) : [],
    ),
    ...shortNames.flatMap((name, i) => label(name, at(child(path, 'shortNames'), i))),
    ...categories.flatMap((name, i) => label(name, at(child(path, 'categories'), i))),
    ...(kind && kind === listKind ? [invalid(child(path, 'listKind'), listKind, 'kind and listKind may not be the same')] : []),
  ];
}

/** Once it is established, what objects are stored under stays. */
export function validateCrdUpdate(crd: KubeObject, old: KubeObject): FieldError[] {
  const isEstablished = old.status?.conditions?.some(
    ({ type, status }: { type: string; status: string }) => type === 'Established' && status === 'True',
  );
  const frozen: [string, unknown, unknown][] = [
    ['spec.group', crd.spec.group, old.spec.group],
    ['spec.names.plural', crd.spec.names.plural, old.spec.names.plural],
    ...(isEstablished
      ? ([
          ['spec.scope', crd.spec.scope, old.spec.scope],
          ['spec.names.kind', crd.spec.names.kind, old.spec.names.kind],
        ] as [string, unknown, unknown][])
      : []),
  ];
  const versions: CrdVersion[] = crd.spec.versions ?? [];
  return [
    ...frozen.filter(([, now, before]) => !equal(now, before)).map(([path, now]) => invalid(path, String(now ?? ''), IMMUTABLE)),
    ...((old.status?.storedVersions ?? []) as string[]).flatMap((name, i) =>
      versions.some((version) => version.name === name)
        ? []
        : [invalid(at('status.storedVersions', i), name, 'must appear in spec.versions')],
    ),
  ];
}
