import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeEach, changeFlags, podSpecOf, refusal, requirePodSpec, selected } from '../../change.ts';
import type { Info } from '../../client/builder.ts';
import { fileOptions, hasFiles } from '../../client/files.ts';

export default {
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  about: 'Sets, removes (KEY-) or lists the environment variables of containers.',
  examples: [
    ['A variable', 'kubectl set env deployment/web STORAGE=/data'],
    ['Remove it', 'kubectl set env deployment/web STORAGE-'],
    ['List them', 'kubectl set env deployment/web --list'],
  ],
  flags: [
    ...changeFlags('kubectl-set'),
    { name: 'containers', short: 'c', type: 'string', default: '*', usage: 'Names of the containers; * for all.' },
    { name: 'env', short: 'e', type: 'array', usage: 'KEY=VALUE; may be repeated.' },
    { name: 'from', type: 'string', usage: 'Config map or secret to take variables from: configmap/name.' },
    { name: 'prefix', type: 'string', usage: 'What goes before the names that --from brings.' },
    { name: 'keys', type: 'strings', usage: 'With --from: only these keys.' },
    { name: 'list', type: 'bool', usage: 'Print the variables.' },
    { name: 'overwrite', type: 'bool', default: true, usage: 'Whether variables that exist may change.' },
    { name: 'resolve', type: 'bool', usage: 'With --list: show values of references.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const { resources, pairs } = splitArguments(context.args);
  if (!resources.length && !hasFiles(fileOptions(flags)))
    throw new CliError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  const changes = [...flags.list('env'), ...pairs];
  if (flags.bool('list')) return list(context, resources);
  const references = flags.string('from') ? await referencesFrom(context) : [];
  await changeEach(context, resources, {
    operation: 'env updated',
    failure: 'failed to patch env update to pod template:',
    change(object, info) {
      const spec = requirePodSpec(object, info);
      const containers = chosen(spec, flags.string('containers'));
      if (!containers.length) {
        context.err(
          `warning: ${info.mapping.kind}/${info.name} does not have any containers matching ${JSON.stringify(flags.string('containers'))}\n`,
        );
      }
      for (const container of containers) {
        const env = withChanges(info, container.env ?? [], changes, references, flags.bool('overwrite'));
        if (env.length || container.env) container.env = env;
      }
    },
  });
}

/** Resources, then `KEY=VALUE` and `KEY-`. */
function splitArguments(args: readonly string[]): { resources: string[]; pairs: string[] } {
  const isChange = (arg: string) => arg.includes('=') || arg.endsWith('-');
  const first = args.findIndex(isChange);
  const [resources, pairs] = first < 0 ? [[...args], []] : [args.slice(0, first), args.slice(first)];
  if (!pairs.every(isChange)) throw new CliError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  return { resources, pairs };
}

function chosen(spec: any, pattern: string): any[] {
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((p) => p.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  return (spec.containers ?? []).filter((c: any) => expression.test(c.name));
}

function withChanges(info: Info, env: any[], changes: string[], references: any[], overwrite: boolean): any[] {
  let out = [...env];
  const set = (entry: any) => {
    const at = out.findIndex((e) => e.name === entry.name);
    if (at >= 0 && !overwrite)
      throw refusal(info, `'${entry.name}' already has a value (${out[at].value ?? ''}), and --overwrite is false`);
    if (at >= 0) out[at] = entry;
    else out.push(entry);
  };
  for (const change of changes) {
    if (change.endsWith('-') && !change.includes('=')) out = out.filter((e) => e.name !== change.slice(0, -1));
    else set({ name: change.slice(0, change.indexOf('=')), value: change.slice(change.indexOf('=') + 1) });
  }
  references.forEach(set);
  return out;
}

async function referencesFrom(context: CommandContext): Promise<any[]> {
  const { flags } = context;
  const { infos, error } = await selected(context, [flags.string('from')], { files: undefined, labelSelector: '' }).infos();
  if (error) throw error;
  const { object, mapping, name } = infos[0]!;
  if (mapping.resource !== 'secrets' && mapping.resource !== 'configmaps') throw new CliError(`unsupported resource specified in --from`);
  const keys = Object.keys(object!.data ?? {})
    .filter((k) => !flags.list('keys').length || flags.list('keys').includes(k))
    .sort();
  const ref = mapping.resource === 'secrets' ? 'secretKeyRef' : 'configMapKeyRef';
  return keys.map((key) => ({
    name: `${flags.string('prefix')}${key.toUpperCase().replace(/[-.]/g, '_')}`,
    valueFrom: { [ref]: { key, name } },
  }));
}

async function list(context: CommandContext, resources: string[]): Promise<void> {
  const { infos, error } = await selected(context, resources).infos();
  if (error) throw error;
  for (const { object, mapping, name } of infos) {
    for (const container of chosen(podSpecOf(object!) ?? {}, context.flags.string('containers'))) {
      context.out(`# ${mapping.kind} ${name}, container ${container.name}\n`);
      for (const { name: key, value, valueFrom } of container.env ?? [])
        context.out(valueFrom ? `# ${key} from ${referenceText(valueFrom)}\n` : `${key}=${value ?? ''}\n`);
    }
  }
}

function referenceText(from: any): string {
  if (from.secretKeyRef) return `secret ${from.secretKeyRef.name}, key ${from.secretKeyRef.key}`;
  if (from.configMapKeyRef) return `configmap ${from.configMapKeyRef.name}, key ${from.configMapKeyRef.key}`;
  if (from.fieldRef) return `field path ${from.fieldRef.fieldPath}`;
  return `resource field ${from.resourceFieldRef?.containerName ?? ''}, ${from.resourceFieldRef?.resource ?? ''}`;
}
