/** An admission plugin alone, over objects that stand in memory. */
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin, AdmissionRefusal } from '../../core/kubernetes/admission/types.ts';
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { resourceKey } from '../../core/kubernetes/resources/registry.ts';
import { RESOURCES } from '../../core/kubernetes/resources/registry.ts';
import { versionsOf } from '../../core/kubernetes/versions.ts';
import { seededRandom } from '../../core/random.ts';

/** Objects by resource: `{ serviceaccounts: [...] }`. */
export type World = Record<string, KubeObject[]>;

export interface Outcome {
  object: KubeObject;
  refusal?: AdmissionRefusal;
  /** Quotas and the like that the plugin wrote. */
  written: KubeObject[];
}

type Request = Partial<Pick<AdmissionAttributes, 'operation' | 'subresource' | 'namespace' | 'name' | 'oldObject' | 'user' | 'dryRun'>>;

/** Runs a plugin's two halves, the second where the first has nothing against it. */
export function run(
  plugin: AdmissionPlugin,
  key: string,
  object: KubeObject,
  world: World = {},
  request: Request = {},
  version = '1.20.2',
): Outcome {
  const written: KubeObject[] = [];
  const resource = RESOURCES.find((r) => resourceKey(r) === key)!;
  const attributes: AdmissionAttributes = {
    operation: 'CREATE',
    resource,
    subresource: '',
    namespace: resource.namespaced ? 'lab' : '',
    name: object.metadata.name ?? '',
    user: { name: 'dev', groups: ['system:authenticated'] },
    object,
    dryRun: false,
    annotations: {},
    warnings: [],
    ...request,
  };
  const context: AdmissionContext = {
    versions: versionsOf(version),
    now: 0,
    random: seededRandom(1),
    list: (from, namespace) => (world[from] ?? []).filter((o) => !namespace || o.metadata.namespace === namespace),
    get: (from, namespace, name) => world[from]?.find((o) => o.metadata.name === name && (o.metadata.namespace ?? '') === namespace),
    authorize: () => false,
    updateStatus: (_key, changed) => void written.push(changed),
  };
  const refusal = plugin.admit?.(attributes, context) ?? plugin.validate?.(attributes, context);
  return { object, written, ...(refusal ? { refusal } : {}) };
}

export const refusalOf = (outcome: Outcome): string | undefined =>
  outcome.refusal && ('forbidden' in outcome.refusal ? outcome.refusal.forbidden : outcome.refusal.status.message);

export function thing(kind: string, name: string, rest: object = {}, namespace?: string): KubeObject {
  const { metadata, ...fields } = rest as { metadata?: object };
  return { apiVersion: 'v1', kind, ...fields, metadata: { name, ...(namespace ? { namespace } : {}), ...metadata } };
}

export const aPod = (spec: object = {}): KubeObject =>
  thing('Pod', 'p', { spec: { containers: [{ name: 'a', image: 'nginx', resources: {} }], ...spec } }, 'lab');
