import { expect } from 'chai';
import { COMMANDS } from '../../../cli/kubectl/commands.ts';
import type { CommandEntry, FlagSpec } from '../../../cli/kubectl/frame/types.ts';
import { kubectl } from '../../../cli/kubectl/index.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { seededRandom, type Random } from '../../../core/random.ts';
import { KUBECONFIG, kubectlLab, type KubectlLab } from './kubectl-lab.ts';

/** Another seed finds other things: `AKSLAB_FUZZ_SEED=7 npx mocha test/cli/kubectl/fuzz.test.ts`. */
const SEED = Number(process.env.AKSLAB_FUZZ_SEED ?? 20);

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec:\n  securityContext: {runAsUser: 1000}\n  containers:\n  - {name: c, image: "nginx:1.19", ports: [{containerPort: 80}]}\n  volumes: [{name: v, hostPath: {path: /etc}}]\n';
const PSP = 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: strict\nspec:\n  privileged: false\n  seLinux: {rule: RunAsAny}\n  supplementalGroups: {rule: MustRunAs, ranges: [{min: 1, max: 10}]}\n  runAsUser: {rule: MustRunAsNonRoot}\n  fsGroup: {rule: RunAsAny}\n  volumes: [secret, configMap]\n';
const ROLE = '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}';
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
const FILES = {
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
const WORDS = ['pods', 'po', 'p', 'pod/p', 'ns', 'default', 'a=b', 'x-', 'deploy', 'cm', 'sa', 'psp/x', 'deploy/p', 'ds/p', 'sts/p', 'svc/p', 'hpa/p', 'rolebinding/p', 'nodes', NODE, 'c=nginx', 'A=1', 'k:NoSchedule', 'id', 'pod.spec', 'k', 'bash', 'edit', '*', '', '-', '=', '/', 'foo.bar.baz', 'use', 'get', '--', '{.a}', '[', 'x/y/z', 'pods,svc', ',', '..', 'oracle', '{}', '"', '-1'];
const VALUES = ['', 'x', ...Object.keys(FILES), '.', '-', 'yaml', 'json', 'wide', 'name', 'jsonpath={.a[', 'jsonpath={..*}', 'go-template={{.', 'custom-columns=A:.b', '1', '-1', '9'.repeat(20), 'true', 'a=b', 'a in (b', '=,', '{"a":1}', '[1]', 'null', 'client', 'server', 'merge', 'pods', 'get,list', '*', '80:http', '5s', '{.metadata.name}', 'nginx'];
/** Options that wait for Ctrl-C. */
const ENDLESS = ['watch', 'watch-only', 'follow'];

/** Commands that wait for the cluster, for ever unless told otherwise. */
const PATIENT = ['rollout status', 'drain'];

const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)]!;

async function allCommands(entries: readonly CommandEntry[], path: string[] = []): Promise<{ path: string[]; flags: readonly FlagSpec[] }[]> {
  const found = [];
  for (const entry of entries) {
    const here = [...path, entry.name];
    found.push({ path: here, flags: ((await entry.load?.())?.default.flags ?? []).filter(({ name }) => !ENDLESS.includes(name)) });
    if (entry.commands) found.push(...(await allCommands(entry.commands, here)));
  }
  return found;
}

function randomLine(random: Random, commands: { path: string[]; flags: readonly FlagSpec[] }[]): string[] {
  const { path, flags } = pick(random, commands);
  const line = [...path, ...(PATIENT.includes(path.join(' ')) ? ['--timeout=3s'] : [])];
  for (let words = random.below(4); words > 0; words--) line.push(pick(random, WORDS));
  for (let options = random.below(4); options > 0; options--) {
    const name = flags.length && random.below(5) ? pick(random, flags).name : pick(random, ['namespace', 'as', 'context', 'nope', 'as-group']);
    line.push(random.below(3) ? `--${name}=${pick(random, VALUES)}` : `--${name}`);
  }
  return line;
}

/** Cuts, doubles and swaps pieces of a text, and puts characters in. */
function mutated(random: Random, text: string): string {
  let result = text;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(result.length + 1);
    const length = random.below(12);
    const piece = pick(random, [result.slice(at, at + length), '', '\n', '  ', ': ', '- ', '"', '{', '}', '[', ']', '&a ', '*a', '!!int ', '---\n', '\t', 'null', '1e99', '-0', 'true', '\u0000', '\ufeff', '💥', '%', '#', '|', '>']);
    result = result.slice(0, at) + piece + result.slice(at + (random.below(2) ? length : 0));
  }
  return result;
}

/** A line is answered when it has an exit code and, where that is not 0, says why. */
async function problemOf(cluster: KubectlLab, line: string[], stdin: string): Promise<string | undefined> {
  const terminal = memoryTerminal({ files: cluster.files, stdin, signal: AbortSignal.timeout(5000) });
  try {
    const code = await kubectl(line, terminal, cluster.lab);
    const said = terminal.out + terminal.err;
    if (code === 130) return 'it hangs';
    if (code !== 0 && !said && !line.some((word) => /^(-q|--quiet)/.test(word))) return `exit code ${code} without a word`;
    return /undefined|\[object Object\]|\bNaN\b|at file:/.test(said) ? `odd words: ${said.slice(0, 300)}` : undefined;
  } catch (error) {
    return String((error as Error).stack);
  }
}

describe('kubectl: whatever is typed', function () {
  this.timeout(120_000);

  it('answers 10,000 random command lines', async () => {
    const random = seededRandom(SEED);
    const cluster = await kubectlLab(FILES);
    await cluster.run('apply -f a.yaml -f more.yaml');
    const start = cluster.lab.snapshot();
    const kubeconfig = cluster.files.read(KUBECONFIG);
    const anew = () => {
      cluster.lab.restore(start);
      cluster.files.write(KUBECONFIG, kubeconfig);
    };
    const commands = await allCommands(COMMANDS);
    for (let n = 0; n < 10_000; n++) {
      if (n % 100 === 0) anew();
      const line = randomLine(random, commands);
      const problem = await problemOf(cluster, line, pick(random, ['', 'a: b', '{"kind":"x"}']));
      if (problem) expect.fail(`kubectl ${JSON.stringify(line)}: ${problem}`);
    }
    anew();
    expect((await cluster.run('get pods p -o name')).out).to.equal('pod/p\n');
  });

  it('answers 10,000 mutated manifests', async () => {
    const random = seededRandom(SEED + 1);
    const cluster = await kubectlLab();
    for (let n = 0; n < 10_000; n++) {
      const manifest = mutated(random, pick(random, [POD, PSP, ROLE]));
      const line = ['apply', '-f', '-', '--dry-run=server', ...(random.below(2) ? ['--validate=false'] : [])];
      const problem = await problemOf(cluster, line, manifest);
      if (problem) expect.fail(`${JSON.stringify(manifest)}: ${problem}`);
    }
  });
});
