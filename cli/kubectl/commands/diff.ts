import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { emitYaml } from '../../../formats/goyaml/index.ts';
import { marshal } from '../../../formats/gojson.ts';
import { unifiedHunks } from '../../../formats/unifieddiff.ts';
import { build, infoPath, type Info } from '../client/builder.ts';
import { collectionPath, PATCH_TYPES } from '../client/client.ts';
import { fileFlags, fileOptions, requireFiles } from '../client/files.ts';
import { CliError, isNotFound, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { fieldManagerFlag, SELECTOR_FLAG, writeQuery } from '../mutate.ts';

export default {
  usage: '-f FILENAME [options]',
  about:
    'Shows what an apply would change, asking the server. Exit code 0: nothing; 1: something. KUBECTL_EXTERNAL_DIFF may name another program to show it.',
  examples: [
    ['A file', 'kubectl diff -f pod.yaml'],
    ['What comes on stdin', 'cat service.yaml | kubectl diff -f -'],
  ],
  flags: [
    ...fileFlags('to compare'),
    SELECTOR_FLAG,
    fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'force-conflicts', type: 'bool', usage: 'With --server-side: takes over the fields of other managers.' },
    { name: 'server-side', type: 'bool', usage: 'Lets the server merge.' },
  ],
  run,
} satisfies Command;

/** What stands in one file on either side. */
interface Pair {
  name: string;
  live: string;
  merged: string;
}

async function run(context: CommandContext): Promise<number> {
  const { flags, args } = context;
  if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const files = fileOptions(flags);
  requireFiles(files);
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) throw new CliError('--force-conflicts only works with --server-side');
  const pairs: Pair[] = [];
  await build({
    client: context.client(),
    terminal: context.terminal,
    namespace: context.config.namespace(),
    enforceNamespace: true,
    files,
    labelSelector: flags.string('selector'),
    flatten: true,
  }).visit(async (info) => {
    const live = await liveOf(context, info);
    const merged = await mergedOf(context, info, live);
    const [before, after] = info.mapping.kind === 'Secret' && !info.mapping.group ? masked(live, merged) : [live, merged];
    pairs.push({ name: fileName(info), live: before ? emitYaml(before as any) : '', merged: emitYaml(after as any) });
  });
  const program = context.terminal.env.KUBECTL_EXTERNAL_DIFF;
  return program ? runProgram(context, program, pairs) : showHere(context, pairs);
}

async function liveOf(context: CommandContext, info: Info): Promise<KubeObject | undefined> {
  try {
    return await context.client().get(info.mapping, info.namespace, info.name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The object as an apply would leave it: the server says, without doing it. */
async function mergedOf(context: CommandContext, info: Info, live: KubeObject | undefined): Promise<KubeObject> {
  const { flags } = context;
  const client = context.client();
  if (flags.bool('server-side')) {
    const manager = flags.changed('field-manager') ? flags.string('field-manager') : 'kubectl';
    return client.object('PATCH', infoPath(info), {
      query: { ...writeQuery('server', manager), force: flags.bool('force-conflicts') },
      contentType: PATCH_TYPES.apply,
      body: info.object!,
    });
  }
  const { withLastApplied } = await import('./apply/last-applied.ts');
  const query = writeQuery('server', flags.string('field-manager'));
  if (!live) return client.object('POST', collectionPath(info.mapping, info.namespace), { query, body: withLastApplied(info.object!) });
  const { patchFor } = await import('./apply/patch.ts');
  const { contentType, patch } = patchFor(info, live);
  const body = marshal(patch as any);
  return body === '{}' ? live : client.object('PATCH', infoPath(info), { query, contentType, body });
}

/** Contents of secrets never show; whether they change does. */
function masked(live: KubeObject | undefined, merged: KubeObject): [KubeObject | undefined, KubeObject] {
  const [from, to]: Record<string, string>[] = [live?.data ?? {}, merged.data ?? {}];
  const cover = (own: Record<string, string>, other: Record<string, string>, when: string) =>
    Object.fromEntries(
      Object.keys(own).map((key) => [key, Object.hasOwn(other, key) && other[key] !== own[key] ? `*** (${when})` : '***']),
    );
  return [
    live && (live.data ? { ...live, data: cover(from!, to!, 'before') } : live),
    merged.data ? { ...merged, data: cover(to!, from!, 'after') } : merged,
  ];
}

/** `apps.v1.Deployment.default.web`. */
const fileName = ({ mapping, namespace, name }: Info): string =>
  `${mapping.group ? `${mapping.group}.` : ''}${mapping.version}.${mapping.kind}.${namespace}.${name}`;

function foldersFor({ terminal, lab }: CommandContext): { live: string; merged: string } {
  const number = lab.clock.now() % 1_000_000_000;
  const base = (terminal.env.TMPDIR || '/tmp').replace(/\/$/, '');
  return { live: `${base}/LIVE-${number}`, merged: `${base}/MERGED-${number + 1}` };
}

function showHere(context: CommandContext, pairs: Pair[]): number {
  const folders = foldersFor(context);
  const time = `${new Date(context.lab.clock.now()).toISOString().replace('T', ' ').replace('Z', '000000')} +0000`;
  let differs = false;
  for (const { name, live, merged } of [...pairs].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const hunks = unifiedHunks(live, merged);
    if (!hunks) continue;
    differs = true;
    const [from, to] = [`${folders.live}/${name}`, `${folders.merged}/${name}`];
    context.out(`diff -u -N ${from} ${to}\n--- ${from}\t${time}\n+++ ${to}\t${time}\n${hunks}`);
  }
  return differs ? 1 : 0;
}

async function runProgram(context: CommandContext, program: string, pairs: Pair[]): Promise<number> {
  const { files, spawn } = context.terminal;
  const [command, ...words] = program.split(/\s+/).filter(Boolean) as [string, ...string[]];
  if (!spawn) throw new CliError(`failed to run ${JSON.stringify(command)}: akslab cannot start programs here`);
  const folders = foldersFor(context);
  try {
    for (const folder of [folders.live, folders.merged]) files.makeFolder(folder);
    for (const { name, live, merged } of pairs) {
      files.write(`${folders.live}/${name}`, live);
      files.write(`${folders.merged}/${name}`, merged);
    }
    return await spawn(command, [...words, folders.live, folders.merged]).catch(() => {
      throw new CliError(`failed to run ${JSON.stringify(command)}: exec: ${JSON.stringify(command)}: executable file not found in $PATH`);
    });
  } finally {
    for (const folder of [folders.live, folders.merged]) files.remove(folder);
  }
}
