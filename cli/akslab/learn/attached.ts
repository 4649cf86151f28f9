/** Runs az, kubectl or akslab with the terminal handed over, for a line that needs no bash: so `get -w`, `edit`, prompts and Ctrl-C work. */
import type { Outcome } from '../../../scenarios/expect.ts';
import type { Session } from '../../../scenarios/session.ts';
import { expandAlias, simpleWords } from '../../../scenarios/simple.ts';
import { uncoloured } from '../../az/log.ts';
import { folderFiles } from '../../shared/folder-files.ts';
import type { LabHost } from '../../shared/lab-host.ts';
import type { Program } from '../../shared/lab.ts';
import type { Output, Terminal } from '../../shared/terminal.ts';
import { programs } from '../command.ts';

/**
 * What the line answered, besides having shown it; undefined where bash is needed.
 * @param variables for its environment, besides the session's. What AKSLAB_HINTS adds is shown, and no part of the answer.
 */
export async function runAttached(
  line: string,
  signal: AbortSignal,
  session: Session,
  terminal: Terminal,
  variables: Record<string, string> = {},
): Promise<Outcome | undefined> {
  const words = simpleWords(line);
  const [name = '', ...args] = (words && expandAlias(words, session.shell.aliases())) ?? [];
  const program = programNamed(name, session.host.lab);
  if (!program) return undefined;
  const stdout = tee(terminal.stdout);
  const stderr = tee(terminal.stderr);
  const { cwd } = session.shell;
  session.host.lab.command = line;
  const env = { ...terminal.env, ...session.environment(), ...variables };
  const code = await program(
    args,
    { ...attachedTo(terminal), stdout, stderr, cwd, files: folderFiles(cwd), env, signal },
    session.host.lab,
  );
  return { stdout: uncoloured(stdout.written), stderr: uncoloured(stderr.written).replace(/^hint: .*\n/gm, ''), code };
}

function programNamed(name: string, lab: LabHost): Program | undefined {
  if (name === 'az' || name === 'kubectl') return programs[name];
  return name === 'akslab' ? akslabOn(lab) : undefined;
}

/** What opens a prompt of its own, which is no place for another one. */
const ELSEWHERE = /^(learn|shell|scenario record)\b/;

/** akslab itself, on that lab. */
export function akslabOn(lab: LabHost): Program {
  return async (args, terminal) => {
    const [elsewhere] = ELSEWHERE.exec(args.join(' ')) ?? [];
    if (!elsewhere || args.some((arg) => HARMLESS.has(arg))) return (await import('../index.ts')).akslab(args, terminal, lab);
    terminal.stderr.write(`akslab: "${elsewhere}" opens a prompt of its own: leave this one first, with "quit"\n`);
    return 1;
  };
}
const HARMLESS = new Set(['--list', '--help', '-h', '-c', '--command']);

/** A terminal's parts, without its getters: taking them must not ask for its signal. */
export function attachedTo(terminal: Terminal): Omit<Terminal, 'signal'> {
  return {
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    stderr: terminal.stderr,
    cwd: terminal.cwd,
    env: terminal.env,
    files: terminal.files,
    spawn: terminal.spawn?.bind(terminal),
  };
}

function tee(output: Output): Output & { written: string } {
  return {
    written: '',
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    write(text) {
      this.written += text;
      output.write(text);
    },
  };
}
