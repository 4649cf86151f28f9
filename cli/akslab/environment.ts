/** What makes a shell one in which az and kubectl are akslab's, and what takes that back: shell by shell. */
import { delimiter } from 'node:path';

export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type ShellName = (typeof SHELLS)[number];

type Env = Readonly<Record<string, string | undefined>>;
/** Variables to set; undefined to unset. */
export type Variables = Record<string, string | undefined>;

/** AKSLAB_ENV: what was there before, and what was put on PATH, so that a later process can undo it exactly. */
interface Marker {
  path: string;
  before: Record<string, string | null>;
}

const REPLACED = ['AKSLAB_HOME', 'KUBECONFIG'];

/** The variables that turn `env` into an akslab environment. Turning one again keeps what was before the first time. */
export function entering(env: Env, home: string, shims: string): Variables {
  const earlier = markerOf(env);
  const before = earlier?.before ?? Object.fromEntries(REPLACED.map((name) => [name, env[name] ?? null]));
  return {
    PATH: [shims, ...pathWithout(env, earlier?.path ?? shims)].join(delimiter),
    AKSLAB_HOME: home,
    KUBECONFIG: `${home}/kubeconfig`,
    AKSLAB_ENV: JSON.stringify({ path: shims, before } satisfies Marker),
  };
}

/** The variables that take it back; undefined where there is nothing to take back. */
export function leaving(env: Env): Variables | undefined {
  const marker = markerOf(env);
  if (!marker) return undefined;
  const before = Object.fromEntries(REPLACED.map((name) => [name, marker.before[name] ?? undefined]));
  return { PATH: pathWithout(env, marker.path).join(delimiter), ...before, AKSLAB_ENV: undefined };
}

function markerOf(env: Env): Marker | undefined {
  try {
    const marker = JSON.parse(env.AKSLAB_ENV ?? '') as Marker;
    return typeof marker.path === 'string' && typeof marker.before === 'object' ? marker : undefined;
  } catch {
    return undefined;
  }
}

const pathWithout = (env: Env, folder: string) => (env.PATH ?? '').split(delimiter).filter((entry) => entry !== folder);

const quoted = {
  posix: (value: string) => `'${value.replaceAll("'", `'\\''`)}'`,
  fish: (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  pwsh: (value: string) => `'${value.replaceAll("'", "''")}'`,
};

const SYNTAX: Record<ShellName, { set(name: string, value: string): string; unset(name: string): string; after?: string }> = {
  // bash remembers where it found a command.
  bash: { set: (n, v) => `export ${n}=${quoted.posix(v)}`, unset: (n) => `unset ${n}`, after: 'hash -r' },
  zsh: { set: (n, v) => `export ${n}=${quoted.posix(v)}`, unset: (n) => `unset ${n}`, after: 'rehash' },
  fish: {
    // PATH is a list there.
    set: (n, v) => `set -gx ${n} ${n === 'PATH' ? v.split(delimiter).map(quoted.fish).join(' ') : quoted.fish(v)}`,
    unset: (n) => `set -e ${n}`,
  },
  pwsh: { set: (n, v) => `$env:${n} = ${quoted.pwsh(v)}`, unset: (n) => `Remove-Item -ErrorAction SilentlyContinue Env:${n}` },
};

/** Lines for that shell to evaluate. */
export function script(shell: ShellName, variables: Variables): string {
  const { set, unset, after } = SYNTAX[shell];
  const lines = Object.entries(variables).map(([name, value]) => (value === undefined ? unset(name) : set(name, value)));
  return `${[...lines, ...(after ? [after] : [])].join('\n')}\n`;
}
