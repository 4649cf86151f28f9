/** Random kubectl command lines, made of the command tables: for the fuzz tests. */
import type { CommandEntry, FlagSpec } from '../../cli/kubectl/frame/types.ts';
import type { Random } from '../../core/random.ts';

export const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec:\n  securityContext: {runAsUser: 1000}\n  containers:\n  - {name: c, image: "nginx:1.19", ports: [{containerPort: 80}]}\n  volumes: [{name: v, hostPath: {path: /etc}}]\n';
export const PSP =
  'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: strict\nspec:\n  privileged: false\n  seLinux: {rule: RunAsAny}\n  supplementalGroups: {rule: MustRunAs, ranges: [{min: 1, max: 10}]}\n  runAsUser: {rule: MustRunAsNonRoot}\n  fsGroup: {rule: RunAsAny}\n  volumes: [secret, configMap]\n';
export const ROLE =
  '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}';
/** Something to describe, roll out, drain and explain. */
const TEMPLATE = 'template: {metadata: {labels: {app: p}}, spec: {containers: [{name: c, image: nginx}]}}';
const MORE = [
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: p}\nspec:\n  selector: {matchLabels: {app: p}}\n  ${TEMPLATE}`,
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: p}\nspec:\n  selector: {matchLabels: {app: p}}\n  ${TEMPLATE}`,
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: p}\nspec:\n  serviceName: p\n  selector: {matchLabels: {app: p}}\n  ${TEMPLATE}`,
  'apiVersion: v1\nkind: Service\nmetadata: {name: p}\nspec: {selector: {app: p}, ports: [{port: 80}]}',
  'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: p}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: p}}',
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: p}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: p}',
].join('\n---\n');
export const FILES: Record<string, string> = {
  'more.yaml': MORE,
  'k/kustomization.yaml': 'namePrefix: k-\nresources: [../a.yaml]\nconfigMapGenerator: [{name: c, literals: [a=1]}]\n',
  'a.yaml': POD,
  'bad.yaml': 'a: b: c',
  'list.yaml': 'apiVersion: v1\nkind: List\nitems: [1, null, {kind: x}]\n',
  'null.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: null\n',
  'numbers.yaml': 'apiVersion: 1\nkind: 2\n',
  'array.json': '[1,2]',
};

const NODE = 'aks-nodepool1-12345678-vmss000000';
const WORDS = [
  'pods',
  'po',
  'p',
  'pod/p',
  'ns',
  'default',
  'a=b',
  'x-',
  'deploy',
  'cm',
  'sa',
  'psp/x',
  'deploy/p',
  'ds/p',
  'sts/p',
  'svc/p',
  'hpa/p',
  'rolebinding/p',
  'nodes',
  NODE,
  'c=nginx',
  'A=1',
  'k:NoSchedule',
  'id',
  'pod.spec',
  'k',
  'bash',
  'edit',
  '*',
  '',
  '-',
  '=',
  '/',
  'foo.bar.baz',
  'use',
  'get',
  '--',
  '{.a}',
  '[',
  'x/y/z',
  'pods,svc',
  ',',
  '..',
  'oracle',
  '{}',
  '"',
  '-1',
];
const VALUES = [
  '',
  'x',
  ...Object.keys(FILES),
  '.',
  '-',
  'yaml',
  'json',
  'wide',
  'name',
  'jsonpath={.a[',
  'jsonpath={..*}',
  'go-template={{.',
  'custom-columns=A:.b',
  '1',
  '-1',
  '9'.repeat(20),
  'true',
  'a=b',
  'a in (b',
  '=,',
  '{"a":1}',
  '[1]',
  'null',
  'client',
  'server',
  'merge',
  'pods',
  'get,list',
  '*',
  '80:http',
  '5s',
  '{.metadata.name}',
  'nginx',
];
/** Options that wait for Ctrl-C. */
const ENDLESS = ['watch', 'watch-only', 'follow'];

/** Commands that wait for the cluster, for ever unless told otherwise. */
const PATIENT = ['rollout status', 'drain'];

export const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)]!;

/** Every command of the table, with its options. */
export async function allCommands(
  entries: readonly CommandEntry[],
  path: string[] = [],
): Promise<{ path: string[]; flags: readonly FlagSpec[] }[]> {
  const found = [];
  for (const entry of entries) {
    const here = [...path, entry.name];
    found.push({ path: here, flags: ((await entry.load?.())?.default.flags ?? []).filter(({ name }) => !ENDLESS.includes(name)) });
    if (entry.commands) found.push(...(await allCommands(entry.commands, here)));
  }
  return found;
}

/** A command line that may or may not mean something. */
export function randomLine(random: Random, commands: Awaited<ReturnType<typeof allCommands>>): string[] {
  const { path, flags } = pick(random, commands);
  const line = [...path, ...(PATIENT.includes(path.join(' ')) ? ['--timeout=3s'] : [])];
  for (let words = random.below(4); words > 0; words--) line.push(pick(random, WORDS));
  for (let options = random.below(4); options > 0; options--) {
    const name =
      flags.length && random.below(5) ? pick(random, flags).name : pick(random, ['namespace', 'as', 'context', 'nope', 'as-group']);
    line.push(random.below(3) ? `--${name}=${pick(random, VALUES)}` : `--${name}`);
  }
  return line;
}
