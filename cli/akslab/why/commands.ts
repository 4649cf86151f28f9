/** The ways out as command lines. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { jsonPatch } from '../../../core/kubernetes/explain/repair.ts';
import type { WayOut } from '../../../core/kubernetes/explain/ways-out.ts';
import { emitYaml } from '../../../formats/goyaml/index.ts';
import type { Target } from '../../../core/kubernetes/explain/target.ts';

export function commandsOf(way: WayOut, target: Target): string[] {
  const [role, binding] = way.objects.slice(-2) as [KubeObject, KubeObject] | [];
  const policies = way.objects.filter((object) => object.kind === 'PodSecurityPolicy');
  return [
    ...(policies.length ? [heredoc('kubectl apply -f -', policies)] : []),
    ...(role && binding ? grantCommands(role, binding) : []),
    ...(way.kind === 'pod' ? [changeCommand(way, target)] : []),
  ];
}

/** A Role and a RoleBinding, or their cluster-wide kin, as kubectl creates them. */
export function grantCommands(role: KubeObject, binding: KubeObject): string[] {
  const { namespace } = role.metadata;
  const scope = namespace ? ` -n ${namespace}` : '';
  const kind = namespace ? 'role' : 'clusterrole';
  const [rule] = role.rules as { apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[] }[];
  const resource = rule!.resources[0]!;
  const group = rule!.apiGroups[0];
  const [plural, subresource] = resource.split('/');
  const named = `${plural}${group ? `.${group}` : ''}${subresource ? `/${subresource}` : ''}`;
  const names = rule!.resourceNames?.map((name) => ` --resource-name=${quoted(name)}`).join('') ?? '';
  const [subject] = binding.subjects as { kind: string; name: string; namespace?: string }[];
  const who =
    subject!.kind === 'ServiceAccount'
      ? `--serviceaccount=${subject!.namespace}:${subject!.name}`
      : `--${subject!.kind.toLowerCase()}=${quoted(subject!.name)}`;
  return [
    broken(`kubectl create ${kind} ${quoted(role.metadata.name!)}${scope} --verb=${rule!.verbs[0]} --resource=${named}${names}`),
    broken(
      `kubectl create ${namespace ? 'rolebinding' : 'clusterrolebinding'} ${quoted(binding.metadata.name!)}${scope} --${kind}=${quoted(role.metadata.name!)} ${who}`,
    ),
  ];
}

function changeCommand(way: WayOut, { workload, namespace, as }: Target): string {
  const who = `${as ? ` --as=${quoted(as)}` : ''} -n ${namespace}`;
  if (!workload) return heredoc(`kubectl apply${who} -f -`, [way.pod!]);
  const patch = JSON.stringify(jsonPatch(way.changes, workload.root));
  return `kubectl patch ${workload.kind} ${workload.name}${who} --type=json -p=${quoted(patch)}`;
}

const COLUMNS = 74;

/** A long command goes on in the next line. */
export function broken(command: string): string {
  const lines: string[] = [];
  for (const part of command.split(/ (?=-)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < COLUMNS) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines.join(' \\\n  ');
}

function heredoc(command: string, objects: KubeObject[]): string {
  return `${broken(`${command} <<'EOF'`)}\n${objects.map((object) => emitYaml(object as any)).join('---\n')}EOF`;
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
