/** Completion at the prompt of learn: words, commands, resources, names of objects, files. */
import { readdirSync } from 'node:fs';
import type { Learner } from '../../../scenarios/learner.ts';
import type { Session } from '../../../scenarios/session.ts';
import { WORDS } from './screen.ts';

/** A few words that trainees need, by the words before them. */
const AFTER: Record<string, string[]> = {
  kubectl: [
    'annotate',
    'api-resources',
    'apply',
    'auth',
    'config',
    'create',
    'delete',
    'describe',
    'diff',
    'edit',
    'explain',
    'expose',
    'get',
    'label',
    'logs',
    'patch',
    'replace',
    'rollout',
    'run',
    'scale',
    'set',
    'version',
    'wait',
  ],
  'kubectl auth': ['can-i', 'reconcile'],
  'kubectl create': [
    'clusterrole',
    'clusterrolebinding',
    'configmap',
    'cronjob',
    'deployment',
    'job',
    'namespace',
    'quota',
    'role',
    'rolebinding',
    'secret',
    'service',
    'serviceaccount',
  ],
  'kubectl rollout': ['history', 'pause', 'restart', 'resume', 'status', 'undo'],
  az: ['account', 'aks', 'extension', 'feature', 'group', 'login', 'logout', 'provider', 'version'],
  'az aks': ['create', 'delete', 'get-credentials', 'get-upgrades', 'get-versions', 'list', 'nodepool', 'show', 'update', 'upgrade'],
  'az extension': ['add', 'list', 'list-available', 'remove', 'show', 'update'],
  'az feature': ['list', 'register', 'show', 'unregister'],
  'az group': ['create', 'delete', 'exists', 'list', 'show'],
  'az provider': ['list', 'register', 'show', 'unregister'],
  akslab: ['audit', 'clock', 'history', 'status', 'why'],
};
const TAKES_RESOURCE = new Set(['get', 'describe', 'delete', 'edit', 'label', 'annotate', 'patch', 'explain']);

export function completer(session: Session, learner?: Learner): (line: string) => Promise<[string[], string]> {
  return async (line) => {
    const words = line.split(/\s+/);
    const last = words.at(-1) ?? '';
    const before = words.slice(0, -1);
    const found = await candidates(before, last, session, learner);
    return [found.filter((c) => c.startsWith(last)).map((c) => `${c} `), last];
  };
}

async function candidates(before: string[], last: string, session: Session, learner: Learner | undefined): Promise<string[]> {
  if (!before.length)
    return [
      ...(learner ? Object.keys(WORDS) : ['drop', 'quit']),
      'az',
      'kubectl',
      'akslab',
      'cat',
      'ls',
      ...Object.keys(session.shell.aliases()),
    ];
  const program = session.shell.aliases()[before[0]!]?.split(' ')[0] ?? before[0]!;
  const previous = before.at(-1)!;
  if (before[0] === 'write' || before[0] === 'edit') return Object.keys(learner?.step?.files ?? {});
  if (previous === '-f' || previous === '--filename') return files(session.shell.cwd);
  if (previous === '-n' || previous === '--namespace') return names(session, 'namespaces');
  const plain = [program, ...before.slice(1).filter((w) => !w.startsWith('-'))];
  const after = AFTER[plain.slice(0, 2).join(' ')] ?? AFTER[plain.join(' ')];
  if (after && plain.length <= 2 && AFTER[plain.join(' ')]) return AFTER[plain.join(' ')]!;
  if (program === 'kubectl' && TAKES_RESOURCE.has(plain[1] ?? ''))
    return plain.length === 2 ? resources(session) : plain.length === 3 ? names(session, plain[2]!, before) : [];
  return last.startsWith('-') ? [] : files(session.shell.cwd);
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function resources(session: Session): Promise<string[]> {
  const { stdout, code } = await session.program('kubectl', ['api-resources', '--no-headers', '-o', 'name']);
  return code === 0
    ? stdout
        .trim()
        .split('\n')
        .map((l) => l.split('.')[0]!)
    : [];
}

async function names(session: Session, resource: string, words: string[] = []): Promise<string[]> {
  const at = words.findIndex((w) => w === '-n' || w === '--namespace');
  const namespace = at >= 0 && words[at + 1] ? ['-n', words[at + 1]!] : [];
  const { stdout, code } = await session.program('kubectl', ['get', resource, ...namespace, '-o', 'name']);
  return code === 0
    ? stdout
        .trim()
        .split('\n')
        .map((l) => l.split('/').at(-1)!)
    : [];
}
