/** The ways out as command lines. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { jsonPatch } from '../../../core/kubernetes/explain/repair.ts';
import type { PolicyRule } from '../../../core/kubernetes/authorization/rules.ts';
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
  const [rule] = role.rules as [PolicyRule];
  const [subject] = binding.subjects as { kind: string; name: string; namespace?: string }[];
  const who =
    subject!.kind === 'ServiceAccount'
      ? `--serviceaccount=${subject!.namespace}:${subject!.name}`
      : `--${subject!.kind.toLowerCase()}=${quoted(subject!.name)}`;
  return [
    broken(`kubectl create ${kind} ${quoted(role.metadata.name!)}${scope} --verb=${rule.verbs![0]} ${ruleOptions(rule)}`),
    broken(
      `kubectl create ${namespace ? 'rolebinding' : 'clusterrolebinding'} ${quoted(binding.metadata.name!)}${scope} --${kind}=${quoted(role.metadata.name!)} ${who}`,
    ),
  ];
}

function ruleOptions({ apiGroups, resources, resourceNames = [], nonResourceURLs }: PolicyRule): string {
  if (nonResourceURLs) return `--non-resource-url=${quoted(nonResourceURLs[0]!)}`;
  const [plural, subresource] = resources![0]!.split('/');
  const group = apiGroups![0] ? `.${apiGroups![0]}` : '';
  const names = resourceNames.map((name) => ` --resource-name=${quoted(name)}`).join('');
  return `--resource=${plural}${group}${subresource ? `/${subresource}` : ''}${names}`;
}

function changeCommand(way: WayOut, { workload, namespace, as }: Target): string {
  const who = `${as ? ` --as=${quoted(as)}` : ''} -n ${namespace}`;
  if (!workload) return heredoc(`kubectl ${way.pod!.metadata.name ? 'apply' : 'create'}${who} -f -`, [way.pod!]);
  if (workload.manifest) return heredoc(`kubectl apply${who} -f -`, [withTemplate(workload.manifest, workload.root, way.pod!)]);
  const patch = JSON.stringify(jsonPatch(way.changes, workload.root));
  return `kubectl patch ${workload.kind} ${workload.name}${who} --type=json -p=${quoted(patch)}`;
}

/** A workload with another pod in its template. */
function withTemplate(manifest: KubeObject, root: string[], pod: KubeObject): KubeObject {
  const { name: _name, generateName: _prefix, ...metadata } = pod.metadata;
  const changed = structuredClone(manifest);
  const parent = root.slice(0, -1).reduce<any>((value, key) => value[key], changed);
  parent[root.at(-1)!] = { ...(Object.keys(metadata).length ? { metadata } : {}), spec: pod.spec };
  return changed;
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
