/** Checks of the resulting state, through the same clients that a person has. */
import { contains, compare, type Outcome } from './expect.ts';
import type { Candidate, Check } from './types.ts';

/** What checks need of a session. */
export interface Checker {
  /** Runs kubectl, az or (where the session has it) akslab in-process, past the shell. */
  program(name: 'kubectl' | 'az' | 'akslab', args: string[], options?: { stdin?: string }): Promise<Outcome>;
  /** Runs a line in a shell that leaves the trainee's alone. */
  line(text: string): Promise<Outcome>;
  /** The cluster that the scenario works on. */
  cluster: { group: string; name: string };
}

export interface CheckResult {
  ok: boolean;
  /** What was checked, in words: `pod nginx exists in psp-aks`. */
  what: string;
  /** Where it failed: what was found instead. */
  found?: string;
}

type Runner = (value: any, checker: Checker) => Promise<CheckResult>;

/** One function a kind of check. */
const CHECKS: Record<string, Runner> = {
  async exists(value, checker) {
    const { outcome, what } = await getObject(value, checker);
    if (outcome.code !== 0) return { ok: false, what: `${what} exists`, found: outcome.stderr.trim() };
    if (value.matches === undefined) return { ok: true, what: `${what} exists` };
    const object = JSON.parse(outcome.stdout);
    const ok = contains(object, value.matches);
    return { ok, what: `${what} has ${flat(value.matches)}`, found: ok ? undefined : flat(pick(object, value.matches)) };
  },
  async absent(value, checker) {
    const { outcome, what } = await getObject(value, checker);
    const gone = outcome.code !== 0 && /\(NotFound\)|doesn't have a resource type/.test(outcome.stderr);
    return { ok: gone, what: `${what} does not exist`, found: gone ? undefined : outcome.code === 0 ? 'it exists' : outcome.stderr.trim() };
  },
  allowed: (value, checker) => canI(value, checker, 'yes'),
  denied: (value, checker) => canI(value, checker, 'no'),
  async admitted(value, checker) {
    const outcome = await tryPod(value, checker);
    const what = `${podName(value)} would be admitted${value.by ? ` by ${value.by}` : ''}${asWhom(value)}`;
    if (outcome.code !== 0) return { ok: false, what, found: outcome.stderr.trim() };
    const policy = JSON.parse(outcome.stdout).metadata?.annotations?.['kubernetes.io/psp'];
    const ok = value.by === undefined || policy === value.by;
    return { ok, what, found: ok ? undefined : `it is admitted by ${policy ?? 'no policy'}` };
  },
  async refused(value, checker) {
    const outcome = await tryPod(value, checker);
    const what = `${podName(value)} would be refused${value.because ? ` because ${value.because}` : ''}${asWhom(value)}`;
    if (outcome.code === 0) return { ok: false, what, found: 'it is admitted' };
    const ok = value.because === undefined || outcome.stderr.includes(value.because);
    return { ok, what, found: ok ? undefined : outcome.stderr.trim() };
  },
  async cluster(value, checker) {
    const { group = checker.cluster.group, name = checker.cluster.name } = value;
    const outcome = await checker.program('az', [
      'aks',
      'show',
      '--resource-group',
      group,
      '--name',
      name,
      '--output',
      'json',
      '--only-show-errors',
    ]);
    const what = `the cluster ${name} has ${flat(value.matches)}`;
    if (outcome.code !== 0) return { ok: false, what, found: outcome.stderr.trim() };
    const object = JSON.parse(outcome.stdout);
    const ok = contains(object, value.matches);
    return { ok, what, found: ok ? undefined : flat(pick(object, value.matches)) };
  },
  async command(value, checker) {
    const deviations = compare(await checker.line(value.run), value.expect);
    const found = deviations.map((d) => `${d.what}: ${d.got}`).join('; ');
    return { ok: deviations.length === 0, what: `\`${value.run.trim()}\` answers as expected`, found: found || undefined };
  },
};

export async function runCheck(check: Check, checker: Checker): Promise<CheckResult> {
  const [kind, value] = Object.entries(check)[0]!;
  return CHECKS[kind]!(value, checker);
}

async function getObject(value: { kind: string; name: string; namespace?: string }, checker: Checker) {
  const outcome = await checker.program('kubectl', ['get', value.kind, value.name, ...namespaceOf(value), '-o', 'json']);
  return { outcome, what: `${value.kind} ${value.name}${value.namespace ? ` in ${value.namespace}` : ''}` };
}

async function canI(value: any, checker: Checker, wanted: 'yes' | 'no'): Promise<CheckResult> {
  const resource = value.name ? `${value.resource}/${value.name}` : value.resource;
  const outcome = await checker.program('kubectl', ['auth', 'can-i', value.verb, resource, ...namespaceOf(value), ...identity(value)]);
  const got = outcome.stdout.trim().split(' ')[0];
  const what = `${value.as ?? 'the administrator'} ${wanted === 'yes' ? 'may' : 'may not'} ${value.verb} ${resource}${value.namespace ? ` in ${value.namespace}` : ''}`;
  return { ok: got === wanted, what, found: got === wanted ? undefined : got || outcome.stderr.trim() };
}

function tryPod(value: Candidate, checker: Checker): Promise<Outcome> {
  const from = value.file ? ['-f', value.file] : ['-f', '-'];
  const stdin = value.file ? undefined : JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...value.pod });
  return checker.program('kubectl', ['create', ...from, ...namespaceOf(value), ...identity(value), '--dry-run=server', '-o', 'json'], {
    stdin,
  });
}

const namespaceOf = (value: { namespace?: string }): string[] => (value.namespace ? ['--namespace', value.namespace] : []);
const identity = (value: { as?: string; groups?: string[] }): string[] => [
  ...(value.as ? [`--as=${value.as}`] : []),
  ...(value.groups ?? []).map((g) => `--as-group=${g}`),
];
const podName = (value: Candidate): string => value.file ?? `pod ${(value.pod as any)?.metadata?.name ?? ''}`.trim();
const asWhom = (value: Candidate): string => (value.as ? ` for ${value.as}` : '');

/** The part of a value that a pattern speaks of, for messages. */
function pick(value: any, pattern: any): any {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern) || typeof value !== 'object' || value === null)
    return value ?? null;
  return Object.fromEntries(Object.keys(pattern).map((key) => [key, pick(value[key], pattern[key])]));
}

/** A part of an object on one line: `spec.replicas 2, spec.paused true`. */
export function flat(value: unknown, path = ''): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} ${JSON.stringify(value)}`.trim();
  return Object.entries(value)
    .map(([key, inner]) => flat(inner, path ? `${path}.${key}` : key))
    .join(', ');
}
