import { missingRules, type PolicyRule } from '../../../../core/kubernetes/authorization/rules.ts';
import { equal, type KubeObject } from '../../../../core/kubernetes/object.ts';
import { build, infoPath, type Info } from '../../client/builder.ts';
import { collectionPath } from '../../client/client.ts';
import { fileFlags, fileOptions, requireFiles } from '../../client/files.ts';
import { CliError, isNotFound, UsageError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { DRY_RUN_FLAG, dryRunOf, teller, writeQuery } from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';

export default {
  usage: '-f FILENAME [options]',
  about:
    'Brings roles and bindings to what files say by adding what is missing. Whatever else they have stays, unless it is to be removed.',
  examples: [['The roles of a file', 'kubectl auth reconcile -f my-rbac-rules.yaml']],
  flags: [
    ...fileFlags('to reconcile'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'remove-extra-permissions', type: 'bool', usage: 'Takes away rules that the file does not have.' },
    { name: 'remove-extra-subjects', type: 'bool', usage: 'Takes away subjects that the file does not have.' },
  ],
  run,
} satisfies Command;

const GROUP = 'rbac.authorization.k8s.io';

interface Subject {
  apiGroup?: string;
  kind: string;
  name: string;
  namespace?: string;
}

async function run(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  if (args.length) throw new UsageError('no arguments are allowed');
  const files = fileOptions(flags);
  requireFiles(files);
  const dryRun = dryRunOf(context);
  const tell = await teller(context, dryRun);
  await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    continueOnError: true,
    flatten: true,
  }).visit(async (info) => {
    // Objects of other kinds may stand in the same file.
    if (info.mapping.group !== GROUP) return;
    if (info.mapping.version !== 'v1')
      throw new CliError('only rbac.authorization.k8s.io/v1 is supported: not ' + `*${info.mapping.version}.${info.mapping.kind}`);
    await tell(await reconcile(context, info), 'reconciled');
  });
}

async function reconcile(context: CommandContext, info: Info): Promise<KubeObject> {
  const client = context.client();
  const dryRun = dryRunOf(context);
  const wanted = info.object!;
  const existing = await client.get(info.mapping, info.namespace, info.name).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  const query = writeQuery(dryRun);
  if (!existing)
    return dryRun === 'client' ? wanted : client.object('POST', collectionPath(info.mapping, info.namespace), { query, body: wanted });
  const result = info.mapping.kind.endsWith('Binding') ? mergedBinding(context, existing, wanted) : mergedRole(context, existing, wanted);
  if (dryRun === 'client' || equal(result, existing)) return result;
  if (existing.roleRef && !equal(existing.roleRef, wanted.roleRef)) {
    // A binding's role cannot change, so it is made anew.
    await client.request('DELETE', infoPath(info), { query });
    return client.object('POST', collectionPath(info.mapping, info.namespace), {
      query,
      body: { ...result, metadata: { ...result.metadata, resourceVersion: undefined, uid: undefined } } as unknown as KubeObject,
    });
  }
  return client.object('PUT', infoPath(info), { query, body: result });
}

/** Labels and annotations of both; those of the file win. */
const mergedMetadata = (existing: KubeObject, wanted: KubeObject): KubeObject['metadata'] => ({
  ...existing.metadata,
  ...(['labels', 'annotations'] as const).reduce(
    (found, key) => (wanted.metadata[key] ? { ...found, [key]: { ...existing.metadata[key], ...wanted.metadata[key] } } : found),
    {},
  ),
});

function mergedRole({ flags }: CommandContext, existing: KubeObject, wanted: KubeObject): KubeObject {
  const own: PolicyRule[] = existing.rules ?? [];
  const given: PolicyRule[] = wanted.rules ?? [];
  const missing = missingRules(own, given);
  const extra = missingRules(given, own);
  const rules = flags.bool('remove-extra-permissions') && extra.length ? given : missing.length ? [...own, ...missing] : own;
  return {
    ...existing,
    metadata: mergedMetadata(existing, wanted),
    ...(rules.length ? { rules } : {}),
    ...(wanted.aggregationRule ? { aggregationRule: wanted.aggregationRule } : {}),
  };
}

/** As the server stores it: users and groups belong to RBAC's API group. */
const completeSubject = (subject: Subject): Subject => (subject.kind === 'ServiceAccount' ? subject : { apiGroup: GROUP, ...subject });

function mergedBinding({ flags }: CommandContext, existing: KubeObject, wanted: KubeObject): KubeObject {
  const own: Subject[] = existing.subjects ?? [];
  const given = ((wanted.subjects ?? []) as Subject[]).map(completeSubject);
  const kept = flags.bool('remove-extra-subjects') ? own.filter((subject) => given.some((other) => equal(subject, other))) : own;
  const missing = given.filter((subject) => !own.some((other) => equal(subject, other)));
  return { ...existing, metadata: mergedMetadata(existing, wanted), roleRef: wanted.roleRef, subjects: [...kept, ...missing] };
}
