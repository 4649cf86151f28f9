/** --prune: deletes what was applied before and stands in no file now. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { collectionPath, objectPath } from '../../client/client.ts';
import { qualifiedKind, type Mapping } from '../../client/mapper.ts';
import { CliError } from '../../frame/errors.ts';
import type { CommandContext } from '../../frame/types.ts';
import { LAST_APPLIED, outcome, writeQuery, type DryRun } from '../../mutate.ts';

/** What kubectl 1.20 prunes unless told otherwise, as group/version/kind; namespaced kinds first. */
const KINDS = [
  'core/v1/ConfigMap',
  'core/v1/Endpoints',
  'core/v1/PersistentVolumeClaim',
  'core/v1/Pod',
  'core/v1/ReplicationController',
  'core/v1/Secret',
  'core/v1/Service',
  'batch/v1/Job',
  'batch/v1beta1/CronJob',
  'networking.k8s.io/v1beta1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'core/v1/Namespace',
  'core/v1/PersistentVolume',
];
const POLICIES: Record<string, string> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  true: 'Background',
  false: 'Orphan',
};

/** @param applied what the files' objects are now */
export async function prune(context: CommandContext, applied: readonly KubeObject[], dryRun: DryRun): Promise<void> {
  const kept = new Set(applied.map(({ metadata }) => metadata.uid));
  const namespaces = [...new Set(applied.map(({ metadata }) => metadata.namespace).filter((namespace) => namespace !== undefined))];
  const mappings = await wantedMappings(context);
  for (const namespaced of [true, false]) {
    for (const namespace of namespaced ? namespaces : ['']) {
      for (const mapping of mappings.filter((one) => one.namespaced === namespaced))
        await pruneKind(context, mapping, namespace, kept, dryRun);
    }
  }
}

async function wantedMappings(context: CommandContext): Promise<Mapping[]> {
  const given = context.flags.list('prune-whitelist');
  const { mapper } = context.client();
  const mappings: Mapping[] = [];
  for (const text of given.length ? given : KINDS) {
    const [group, version, kind, ...more] = text.split('/');
    if (!kind || more.length) throw new CliError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
    try {
      mappings.push(await mapper.forKind(group === 'core' ? '' : group!, version!, kind));
    } catch (error) {
      if (given.length) throw error; // A usual kind that this cluster does not serve has nothing to prune.
    }
  }
  return mappings;
}

async function pruneKind(
  context: CommandContext,
  mapping: Mapping,
  namespace: string,
  kept: ReadonlySet<string | undefined>,
  dryRun: DryRun,
): Promise<void> {
  const client = context.client();
  const list = await client.object('GET', collectionPath(mapping, namespace), {
    query: { labelSelector: context.flags.string('selector') },
  });
  for (const { metadata } of list.items as KubeObject[]) {
    if (!metadata.annotations?.[LAST_APPLIED] || kept.has(metadata.uid)) continue;
    if (dryRun !== 'client') {
      const propagationPolicy = POLICIES[context.flags.string('cascade')] ?? 'Background';
      await client.request('DELETE', objectPath(mapping, namespace, metadata.name!), {
        query: writeQuery(dryRun),
        body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy },
      });
    }
    const name = `${qualifiedKind(mapping)}/${metadata.name}`;
    if (context.flags.string('output') !== '' && context.flags.string('output') !== 'name') continue;
    context.out(`${name}${context.flags.string('output') === 'name' ? '' : ` ${outcome('pruned', dryRun)}`}\n`);
  }
}
