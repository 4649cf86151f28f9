/** The commands of the shell, each a pure function of its arguments and the machine. */
import type { Machine, Outcome } from './shell.ts';
import { runArgv } from './shell.ts';

type Command = (args: readonly string[], machine: Machine) => Outcome;

const ok = (stdout = ''): Outcome => ({ stdout, stderr: '', exitCode: 0, elapsed: 0 });
const fail = (stderr: string, exitCode = 1): Outcome => ({ stdout: '', stderr, exitCode, elapsed: 0 });
const line = (text: string): Outcome => ok(`${text}\n`);

const USERS: Record<number, string> = { 0: 'root', 1: 'daemon', 2: 'bin', 65534: 'nobody' };
const GROUPS: Record<number, string> = {
  0: 'root',
  1: 'daemon',
  2: 'bin',
  3: 'sys',
  4: 'adm',
  5: 'tty',
  10: 'wheel',
  27: 'sudo',
  65534: 'nogroup',
};
const named = (id: number, names: Record<number, string>): string => (names[id] ? `${id}(${names[id]})` : String(id));

const id: Command = ([flag], { uid, gid, groups }) => {
  if (flag === '-u') return line(String(uid));
  if (flag === '-g') return line(String(gid));
  const all = [gid, ...groups.filter((g) => g !== gid)];
  if (flag === '-G') return line(all.join(' '));
  if (flag === '-un') return line(USERS[uid] ?? String(uid));
  return line(`uid=${named(uid, USERS)} gid=${named(gid, GROUPS)} groups=${all.map((g) => named(g, GROUPS)).join(',')}`);
};

const whoami: Command = (_args, { uid, isBusybox }) =>
  USERS[uid] ? line(USERS[uid]) : fail(isBusybox ? `whoami: unknown uid ${uid}\n` : `whoami: cannot find name for user ID ${uid}\n`);

const echo: Command = (args) => {
  const isBare = args[0] === '-n';
  return ok(`${(isBare ? args.slice(1) : args).join(' ')}${isBare ? '' : '\n'}`);
};

const env: Command = (_args, machine) =>
  ok(
    Object.entries(machine.env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );

const printenv: Command = (args, machine) => {
  if (args.length === 0) return env(args, machine);
  const found = args.filter((name) => machine.env[name] !== undefined);
  return { ...ok(found.map((name) => `${machine.env[name]}\n`).join('')), exitCode: found.length === args.length ? 0 : 1 };
};

const absolute = (path: string, { directory }: Machine): string =>
  (path.startsWith('/') ? path : `${directory.replace(/\/$/, '')}/${path}`).replace(/(?<=.)\/$/, '');
const missing = (command: string, path: string, { isBusybox }: Machine): string =>
  isBusybox
    ? `${command}: ${command === 'cat' ? `can't open '${path}'` : path}: No such file or directory\n`
    : `${command}: ${command === 'cat' ? path : `cannot access '${path}'`}: No such file or directory\n`;

/** The names directly under a directory; undefined where there is none. */
function entriesOf(path: string, { files }: Machine): string[] | undefined {
  const prefix = path === '/' ? '/' : `${path}/`;
  const names = Object.keys(files)
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.slice(prefix.length).split('/')[0]!);
  return names.length ? [...new Set(names)].filter(Boolean).sort() : undefined;
}

const ls: Command = (args, machine) => {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const all: Outcome = ok();
  for (const path of paths.length ? paths : [machine.directory]) {
    const place = absolute(path, machine);
    const names = machine.files[place] === undefined ? entriesOf(place, machine) : [path];
    if (names) all.stdout += names.map((name) => `${name}\n`).join('');
    else Object.assign(all, { stderr: all.stderr + missing('ls', path, machine), exitCode: machine.isBusybox ? 1 : 2 });
  }
  return all;
};

const cat: Command = (args, machine) => {
  const all: Outcome = ok();
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const place = absolute(path, machine);
    const content = machine.files[place];
    if (content !== undefined) all.stdout += content;
    else
      Object.assign(all, {
        stderr:
          all.stderr +
          (entriesOf(place, machine)
            ? `cat: ${machine.isBusybox ? `read error: ` : `${path}: `}Is a directory\n`
            : missing('cat', path, machine)),
        exitCode: 1,
      });
  }
  return all;
};

/** Where those who are not root may write. */
const OPEN = ['/tmp', '/dev/shm', '/var/tmp'];

/** Why nothing can be written there. */
function writeError(path: string, machine: Machine): string | undefined {
  if (machine.isReadOnly) return 'Read-only file system';
  const isOpen = OPEN.some((open) => path === open || path.startsWith(`${open}/`));
  return machine.uid !== 0 && !isOpen ? 'Permission denied' : undefined;
}

const writing =
  (command: string, words: (path: string, isBusybox: boolean) => string): Command =>
  (args, machine) => {
    for (const path of args.filter((arg) => !arg.startsWith('-'))) {
      const why = writeError(absolute(path, machine), machine);
      if (why) return fail(`${command}: ${words(path, machine.isBusybox)}: ${why}\n`);
    }
    return ok();
  };

const touch = writing('touch', (path, isBusybox) => (isBusybox ? path : `cannot touch '${path}'`));
const mkdir = writing('mkdir', (path, isBusybox) => (isBusybox ? `can't create directory '${path}'` : `cannot create directory '${path}'`));

const UNITS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

const sleep: Command = (args) => {
  if (args.length === 0) return fail('sleep: missing operand\n');
  let seconds = 0;
  for (const arg of args) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?|inf(?:inity)?)([smhd]?)$/.exec(arg) ?? [];
    if (amount === undefined) return fail(`sleep: invalid time interval '${arg}'\n`);
    seconds += amount.startsWith('inf') ? Infinity : Number(amount) * UNITS[unit!]!;
  }
  return { ...ok(), elapsed: seconds * 1000 };
};

const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const date: Command = (args, { now }) => {
  const at = new Date(now);
  if (args[0] === '+%s') return line(String(Math.floor(now / 1000)));
  const day = String(at.getUTCDate()).padStart(2);
  return line(
    `${WEEKDAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 19)} UTC ${at.getUTCFullYear()}`,
  );
};

const uname: Command = (args, { hostname }) =>
  line(
    args[0] === '-a'
      ? `Linux ${hostname} 5.4.0-1035-azure #36~18.04.1-Ubuntu SMP x86_64 GNU/Linux`
      : args[0] === '-n'
        ? hostname
        : args[0] === '-r'
          ? '5.4.0-1035-azure'
          : 'Linux',
  );

/** Only the root that a privileged container has may. */
const mount: Command = (args, { uid, isPrivileged }) => {
  if (args.length === 0) return line('overlay on / type overlay (rw,relatime)');
  return uid === 0 && isPrivileged ? ok() : fail('mount: permission denied (are you root?)\n');
};

const test: Command = (args, machine) => {
  const [operator, path = ''] = args;
  const place = absolute(path, machine);
  const isThere = machine.files[place] !== undefined || entriesOf(place, machine) !== undefined;
  const holds =
    operator === '-w'
      ? writeError(place, machine) === undefined
      : operator === '-z'
        ? path === ''
        : operator === '-n'
          ? path !== ''
          : ['-e', '-f', '-d'].includes(operator ?? '') && isThere;
  return { ...ok(), exitCode: holds ? 0 : 1 };
};

/** By name. What follows the name alone is not looked at where it does not matter. */
export const COMMANDS: Record<string, Command> = {
  id,
  whoami,
  echo,
  env,
  printenv,
  ls,
  cat,
  touch,
  mkdir,
  sleep,
  date,
  uname,
  mount,
  test,
  '[': test,
  hostname: (_args, machine) => line(machine.hostname),
  pwd: (_args, machine) => line(machine.directory),
  groups: (_args, { gid, groups }) => line([gid, ...groups.filter((g) => g !== gid)].map((g) => GROUPS[g] ?? String(g)).join(' ')),
  true: () => ok(),
  false: () => ({ ...ok(), exitCode: 1 }),
  ps: (_args, { uid }) => ok(`PID   USER     TIME  COMMAND\n    1 ${(USERS[uid] ?? String(uid)).padEnd(9)} 0:00 ps\n`),
  timeout: (args, machine) =>
    runArgv(args.slice(1), machine) ?? fail(`timeout: failed to run command '${args[1] ?? ''}': No such file or directory\n`, 127),
};
