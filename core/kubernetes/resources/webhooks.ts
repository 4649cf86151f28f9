/** What the two kinds of webhook configurations have in common: after k8s.io/kubernetes/pkg/apis/admissionregistration. */
import { at, child, invalid, notSupported, required, duplicate, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import type { Versions } from '../versions.ts';
import { AGE, NAME, number } from './columns.ts';
import type { ResourceContext, ResourceDefinition } from './types.ts';
import { countGeneration, checked } from './validation/common.ts';
import { validateLabelSelector } from './validation/labels.ts';
import { dns1035Label, fullyQualifiedName } from './validation/names.ts';

type Fields = Record<string, any>;

/** What v1 and v1beta1 assume. */
const DEFAULTS = {
  v1: { failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10 },
  v1beta1: {
    failurePolicy: 'Ignore',
    matchPolicy: 'Exact',
    timeoutSeconds: 30,
    sideEffects: 'Unknown',
    admissionReviewVersions: ['v1beta1'],
  },
};
const CHOICES: Record<string, readonly string[]> = {
  failurePolicy: ['Fail', 'Ignore'],
  matchPolicy: ['Equivalent', 'Exact'],
  reinvocationPolicy: ['IfNeeded', 'Never'],
};
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

const isOld = ({ requestVersion }: ResourceContext): boolean => requestVersion?.endsWith('/v1beta1') ?? false;
const webhooksOf = (object: KubeObject): Fields[] => object.webhooks ?? [];

function setDefaults(object: KubeObject, context: ResourceContext): void {
  for (const webhook of webhooksOf(object)) {
    const assumed: Fields = { ...DEFAULTS[isOld(context) ? 'v1beta1' : 'v1'], namespaceSelector: {}, objectSelector: {} };
    if (object.kind === 'MutatingWebhookConfiguration') assumed.reinvocationPolicy = 'Never';
    for (const [field, value] of Object.entries(assumed)) webhook[field] ??= value;
    for (const rule of (webhook.rules ?? []) as Fields[]) rule.scope ??= '*';
    if (webhook.clientConfig?.service) webhook.clientConfig.service.port ??= 443;
  }
}

function validate(object: KubeObject, context: ResourceContext): FieldError[] {
  const names = new Set<string>();
  return webhooksOf(object).flatMap((webhook, i) => {
    const path = at('webhooks', i);
    const repeated = !isOld(context) && names.has(webhook.name) ? [duplicate(child(path, 'name'), webhook.name)] : [];
    names.add(webhook.name);
    return [...validateWebhook(webhook, path, isOld(context)), ...repeated];
  });
}

function validateWebhook(webhook: Fields, path: Path, old: boolean): FieldError[] {
  const { name = '', sideEffects, timeoutSeconds, admissionReviewVersions: versions = [], rules = [] } = webhook;
  const effects = old ? [...SIDE_EFFECTS, 'Some', 'Unknown'].sort() : SIDE_EFFECTS;
  const timeout = child(path, 'timeoutSeconds');
  return [
    ...(name ? fullyQualifiedName(name).map((text) => invalid(child(path, 'name'), name, text)) : [required(child(path, 'name'))]),
    ...(rules as Fields[]).flatMap((rule, i) => validateRule(rule, at(child(path, 'rules'), i))),
    ...Object.entries(CHOICES).flatMap(([field, choices]) =>
      webhook[field] !== undefined && !choices.includes(webhook[field]) ? [notSupported(child(path, field), webhook[field], choices)] : [],
    ),
    ...(sideEffects === undefined
      ? [required(child(path, 'sideEffects'), `must specify one of ${effects.join(', ')}`)]
      : effects.includes(sideEffects)
        ? []
        : [notSupported(child(path, 'sideEffects'), sideEffects, effects)]),
    ...(timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)
      ? [invalid(timeout, timeoutSeconds, 'the timeout value must be between 1 and 30 seconds')]
      : []),
    ...validateLabelSelector(webhook.namespaceSelector, child(path, 'namespaceSelector')),
    ...validateLabelSelector(webhook.objectSelector, child(path, 'objectSelector')),
    ...validateClient(webhook.clientConfig ?? {}, child(path, 'clientConfig')),
    ...validateReviewVersions(versions ?? [], child(path, 'admissionReviewVersions')),
  ];
}

function validateReviewVersions(versions: string[], path: Path): FieldError[] {
  if (!versions.length) return [required(path, `must specify one of ${REVIEW_VERSIONS.join(', ')}`)];
  const errors = versions.flatMap((version, i) => checked(dns1035Label, version, at(path, i)));
  return versions.some((version) => REVIEW_VERSIONS.includes(version))
    ? errors
    : [
        ...errors,
        invalid(
          path,
          { go: `[]string{${versions.map((v) => JSON.stringify(v)).join(', ')}}` },
          `must include at least one of ${REVIEW_VERSIONS.join(', ')}`,
        ),
      ];
}

function validateClient({ url, service }: Fields, path: Path): FieldError[] {
  if ((url === undefined) === (service === undefined)) return [required(path, 'exactly one of url or service is required')];
  if (service) {
    return [
      ...(service.name ? [] : [required(child(path, 'service.name'), 'service name is required')]),
      ...(service.namespace ? [] : [required(child(path, 'service.namespace'), 'service namespace is required')]),
      ...(service.path !== undefined && !service.path.startsWith('/')
        ? [invalid(child(path, 'service.path'), service.path, "must start with a '/'")]
        : []),
    ];
  }
  const isHttps = /^https:\/\/[^/]+/.test(url);
  return isHttps ? [] : [invalid(child(path, 'url'), url, "'https' is the only allowed URL scheme; desired format: https://host[/path]")];
}

function validateRule(rule: Fields, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  const wildcard = (items: string[], field: string): void => {
    if (items.length > 1 && items.includes('*'))
      errors.push(
        invalid(
          child(path, field),
          { go: `[]string{${items.map((item) => JSON.stringify(item)).join(', ')}}` },
          "if '*' is present, must not specify other " +
            (field === 'apiGroups' ? 'API groups' : field === 'apiVersions' ? 'API versions' : 'operations'),
        ),
      );
  };
  if (!operations.length) errors.push(required(child(path, 'operations')));
  wildcard(operations, 'operations');
  (operations as string[]).forEach(
    (operation, i) => OPERATIONS.includes(operation) || errors.push(notSupported(at(child(path, 'operations'), i), operation, OPERATIONS)),
  );
  if (!apiGroups.length) errors.push(required(child(path, 'apiGroups')));
  wildcard(apiGroups, 'apiGroups');
  if (!apiVersions.length) errors.push(required(child(path, 'apiVersions')));
  wildcard(apiVersions, 'apiVersions');
  (apiVersions as string[]).forEach((version, i) => version || errors.push(required(at(child(path, 'apiVersions'), i))));
  if (!resources.length) errors.push(required(child(path, 'resources')));
  if (scope !== undefined && !SCOPES.includes(scope)) errors.push(notSupported(child(path, 'scope'), scope, SCOPES));
  return errors;
}

/** Their webhooks are kept and shown; akslab calls none. */
export function webhookConfigurations(kind: 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration'): ResourceDefinition {
  return {
    group: 'admissionregistration.k8s.io',
    served: (versions: Versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
    storageVersion: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    categories: ['api-extensions'],
    namespaced: false,
    nameRule: 'dns1123subdomain',
    default: setDefaults,
    prepareForCreate(object) {
      object.metadata.generation = 1;
    },
    prepareForUpdate: (object, old) => countGeneration(object, old, !equal(object.webhooks, old.webhooks)),
    validate,
    validateUpdate: (object, _, context) => validate(object, context),
    columns: [NAME, number('Webhooks', (object) => webhooksOf(object).length), AGE],
  };
}
