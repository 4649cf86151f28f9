import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { az } from '../cli/az/index.ts';
import { kubectl } from '../cli/kubectl/index.ts';
import { memoryTerminal } from '../cli/shared/memory-terminal.ts';
import { openLab } from '../cli/shared/node-lab.ts';
import type { Program } from '../cli/shared/lab.ts';
import type { JsonObject } from '../core/store.ts';
import { scratch } from './scratch.ts';
import { median, milliseconds, type Bench, type Row } from './table.ts';

const ROUNDS = 25;
const DIST = resolve(import.meta.dirname, '../dist/bin');
const FEATURE = ['feature', 'show', '--namespace', 'Microsoft.ContainerService', '--name', 'PodSecurityPolicyPreview'];

interface Contestant {
  what: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  aim?: number;
}

/** How long a command takes as a process, beside Node doing nothing and beside the real ones where they are installed. */
export default {
  title: 'Commands as processes (median of 25, one after the other in turn)',
  async run() {
    const few = await homeWith(50);
    const many = await homeWith(5000);
    const ours = (name: string, args: string[], home: string) => ({
      command: process.execPath,
      args: [join(DIST, `${name}.cjs`), ...args],
      env: { AKSLAB_HOME: home },
      cwd: home,
    });
    const contestants: Contestant[] = [
      { what: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
      { what: 'kubectl get psp, 50 pods', ...ours('kubectl', ['get', 'psp'], few), aim: 1.35 },
      { what: 'kubectl get psp, 5,000 pods', ...ours('kubectl', ['get', 'psp'], many), aim: 1.6 },
      { what: 'az feature show, 50 pods', ...ours('az', FEATURE, few), aim: 1.35 },
      { what: 'az feature show, 5,000 pods', ...ours('az', FEATURE, many), aim: 1.6 },
      ...[
        ['get pod pod-7', ['get', 'pod', 'pod-7']],
        ['describe pod pod-7', ['describe', 'pod', 'pod-7']],
        ['apply, unchanged', ['apply', '-f', 'pod.yaml']],
        ['get pods', ['get', 'pods']],
      ].flatMap(([what, args]) => [
        {
          what: `kubectl ${what as string}, 50 pods`,
          ...ours('kubectl', args as string[], few),
          aim: what === 'get pod pod-7' ? 1.35 : undefined,
        },
        {
          what: `kubectl ${what as string}, 5,000 pods`,
          ...ours('kubectl', args as string[], many),
          aim: what === 'get pod pod-7' ? 1.6 : undefined,
        },
      ]),
      ...real('kubectl', ['version', '--client']),
      ...real('az', ['version']),
    ];
    const times = contestants.map((): number[] => []);
    for (const contestant of contestants) time(contestant); // Caches warm, V8's included.
    for (let round = 0; round < ROUNDS; round++) contestants.forEach((contestant, i) => times[i]!.push(time(contestant)));
    const medians = times.map(median);
    for (const home of [few, many]) rmSync(home, { recursive: true });
    return contestants.map(({ what, aim }, i): Row => ({
      what,
      measured: milliseconds(medians[i]!),
      ...(i > 0 && { ratio: medians[i]! / medians[0]!, against: 'node -e 0' }),
      aim,
    }));
  },
} satisfies Bench;

function time({ what, command, args, env, cwd }: Contestant): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${what}: exit code ${status}: ${stderr}`);
  return performance.now() - began;
}

/** The real program on PATH, if there is one that is not akslab's. */
function real(name: string, args: string[]): Contestant[] {
  const folder = (process.env.PATH ?? '')
    .split(':')
    .find((entry) => entry && !entry.startsWith(resolve(DIST, '..')) && existsSync(join(entry, name)));
  return folder ? [{ what: `the real ${name} ${args.join(' ')}`, command: join(folder, name), args }] : [];
}

/** A home with a cluster, pod security policy enabled, and that many pods. */
async function homeWith(pods: number): Promise<string> {
  const home = scratch();
  const lab = openLab({ env: {}, home, latency: 'none' });
  const terminal = memoryTerminal({ files: 'folder', cwd: home });
  const run = async (program: Program, line: string) => {
    if ((await program(line.split(' '), terminal, lab)) !== 0) throw new Error(`${line}: ${terminal.err}`);
  };
  await run(az, 'extension add --name aks-preview');
  await run(az, FEATURE.join(' ').replace('show', 'register'));
  await run(az, 'provider register --namespace Microsoft.ContainerService');
  await run(az, 'group create --name g --location eastus');
  await run(az, 'aks create --resource-group g --name c --generate-ssh-keys');
  await run(az, 'aks update --resource-group g --name c --enable-pod-security-policy');
  await run(az, 'aks get-credentials --resource-group g --name c');
  terminal.files.write(
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: pod-0, namespace: default}\nspec:\n  containers: [{name: c, image: nginx}]\n',
  );
  await run(kubectl, 'apply -f pod.yaml');
  await lab.write((store) => {
    const first = store.list('/clusters/').find(({ key }) => key.endsWith('/registry/pods/default/pod-0'))!;
    const pod = first.value as JsonObject & { metadata: JsonObject };
    for (let n = 1; n < pods; n++)
      store.put(first.key.replace('pod-0', `pod-${n}`), { ...pod, metadata: { ...pod.metadata, name: `pod-${n}` } });
  });
  lab.close();
  return home;
}
