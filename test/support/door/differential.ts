/** One command line, typed at the real kubectl and at ours, on the same cluster in the same state. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kubectl } from '../../../cli/kubectl/index.ts';
import type { MemoryLab, MemoryLabSnapshot } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { oracleLab } from '../transcript-lab.ts';
import { openDoor } from './http-door.ts';

export interface Side {
  code: number;
  stdout: string;
  stderr: string;
  /** The kubeconfig, where the command changed it. */
  kubeconfig: string | undefined;
  /** What stands in the cluster's store afterwards, by key. */
  store: Record<string, string>;
}

export interface Differential {
  /** Types the line at ours alone; what it does stays. */
  prepare(line: string): Promise<Side>;
  /** Types the line at both; the cluster is then as it was, or with `keep` as ours left it. `@@file` gives standard input. */
  both(line: string, options?: { keep?: boolean }): Promise<{ real: Side; ours: Side }>;
  /** Moves the cluster's clock to the host's. */
  catchUp(): Promise<void>;
  lab: MemoryLab;
  close(): void;
}

/** Words as a shell sees them, quotes taken off. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );

const SERVER = 'http://oracle.test:80';
/** Neither client may take longer over one line. */
const LIMIT = 6_000;

/**
 * @param binary the real kubectl
 * @param files in the working folder of each line
 */
export async function differential(binary: string, files: Record<string, string>): Promise<Differential> {
  const top = mkdtempSync(join(tmpdir(), 'akslab-differential-'));
  const folders = { pristine: join(top, 'pristine'), work: join(top, 'work'), home: join(top, 'home') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folders.pristine, name)), { recursive: true });
    writeFileSync(join(folders.pristine, name), text);
    if (name.endsWith('.sh')) chmodSync(join(folders.pristine, name), 0o755);
  }
  const { lab, kubeconfig } = await oracleLab({ home: folders.home, podSecurityPolicy: false, now: Date.now() - 30 * 86_400_000 });
  const config = JSON.parse(kubeconfig);
  const certificate = Buffer.from(config.users[0].user['client-certificate-data'], 'base64').toString('utf8');
  const door = await openDoor(lab, SERVER, certificate);
  config.clusters[0].cluster = { server: SERVER };
  const configPath = join(folders.home, 'kubeconfig');
  const configText = JSON.stringify(config);
  // The real one finds the host as a proxy's.
  const env = {
    HTTP_PROXY: door.url,
    HOME: folders.home,
    KUBECONFIG: configPath,
    PATH: process.env.PATH!,
    TZ: 'UTC',
    COLUMNS: '80',
    KUBE_EDITOR: '',
    EDITOR: 'true',
  };

  /** Runs an action in fresh folders. */
  async function side(
    variables: Record<string, string>,
    action: (env: Record<string, string>) => Promise<Pick<Side, 'code' | 'stdout' | 'stderr'>>,
  ): Promise<Side> {
    rmSync(folders.work, { recursive: true, force: true });
    cpSync(folders.pristine, folders.work, { recursive: true });
    writeFileSync(configPath, configText);
    const outcome = await action({ ...env, ...variables });
    const after = existsSync(configPath) ? readFileSync(configPath, 'utf8') : '';
    const store = Object.fromEntries(
      lab
        .snapshot()
        .store.entries.filter(({ key }) => key.includes('/registry/'))
        .map(({ key, value }) => [key, JSON.stringify(value)]),
    );
    return { ...outcome, kubeconfig: after === configText ? undefined : after, store };
  }

  const parse = (line: string) => {
    const words = wordsOf(line);
    const variables: Record<string, string> = {};
    for (; /^[A-Z_]+=/.test(words[0]!); words.shift()) variables[words[0]!.split('=')[0]!] = words[0]!.slice(words[0]!.indexOf('=') + 1);
    const at = words.findIndex((word) => word.startsWith('@@'));
    const stdin = at < 0 ? '' : readFileSync(join(folders.pristine, words[at]!.slice(2)), 'utf8');
    return { args: words.filter((_, i) => i !== at), stdin, variables };
  };

  const playReal = (line: string): Promise<Side> => {
    const { args, stdin, variables } = parse(line);
    return side(variables, (all) => run(binary, args, folders.work, all, stdin));
  };

  const playOurs = (line: string): Promise<Side> => {
    const { args, stdin, variables } = parse(line);
    return side(variables, async (all) => {
      const signal = AbortSignal.timeout(LIMIT);
      const terminal = memoryTerminal({ cwd: folders.work, env: all, stdin, files: 'folder', signal });
      terminal.spawn = async (command, words) => (await run(command, words, folders.work, all, '')).code;
      const code = await kubectl(args, terminal, lab).catch((error) => (terminal.stderr.write(`${error.stack}\n`), 99));
      return { code, stdout: terminal.out, stderr: terminal.err };
    });
  };

  const fresh = (snapshot?: MemoryLabSnapshot) => {
    if (snapshot) lab.restore(snapshot);
    rmSync(join(folders.home, '.kube'), { recursive: true, force: true });
  };

  return {
    lab,
    prepare: playOurs,
    async both(line, { keep = false } = {}) {
      lab.clock.set(Math.max(Date.now(), lab.clock.now()));
      const before = lab.snapshot();
      fresh(before);
      const real = await playReal(line);
      fresh(before);
      const ours = await playOurs(line);
      if (!keep) fresh(before);
      return { real, ours };
    },
    async catchUp() {
      while (lab.world.nextDue() !== undefined && lab.world.nextDue()! < Date.now()) await lab.change({ until: Date.now() });
      lab.clock.set(Math.max(Date.now(), lab.clock.now()));
    },
    close() {
      door.close();
      rmSync(top, { recursive: true, force: true });
    },
  };
}

function run(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
  stdin: string,
): Promise<Pick<Side, 'code' | 'stdout' | 'stderr'>> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, timeout: LIMIT });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (out.stderr += text));
    child.stdin.on('error', () => undefined).end(stdin);
    child.on('error', (error) => resolve({ code: 127, stdout: '', stderr: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 130, ...out }));
  });
}

/** Where the two differ; nothing where they agree. Young ages and what only the order of writes gives are not compared. */
export function differences({ real, ours }: { real: Side; ours: Side }): string[] {
  const problems: string[] = [];
  for (const part of ['code', 'stdout', 'stderr', 'kubeconfig'] as const) {
    const [expected, actual] = [real[part], ours[part]].map((value) => withoutAges(String(value ?? '')));
    if (expected !== actual) problems.push(`${part}:\n--- real\n${expected}\n--- ours\n${actual}`);
  }
  for (const key of new Set([...Object.keys(real.store), ...Object.keys(ours.store)]))
    if (real.store[key] !== ours.store[key]) problems.push(`store ${key}:\n--- real\n${real.store[key]}\n--- ours\n${ours.store[key]}`);
  return problems;
}

const withoutAges = (text: string): string => text.replace(/\b[0-9]s\b/g, '0s');
