/** `akslab learn`: a trainee is led through a scenario at a prompt where anything can be typed. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { certificate, CERTIFICATE_FORMATS, renderCertificate, type CertificateFormat } from '../../../scenarios/certificate.ts';
import { homeHost } from '../../../scenarios/host.ts';
import { findScenario, libraryNames } from '../../../scenarios/library.ts';
import { Learner } from '../../../scenarios/learner.ts';
import { BrokenScenario } from '../../../scenarios/load.ts';
import { incomplete } from '../../../scenarios/incomplete.ts';
import { openSession } from '../../../scenarios/session.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { styleFor } from '../../shared/style.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { ask } from '../ask.ts';
import { CommandError, type AkslabCommand, type CommandContext } from '../command.ts';
import { akslabOn, attachedTo, runAttached } from './attached.ts';
import { completer } from './complete.ts';
import { keepIn, type Keep } from './keep.ts';
import { loop } from './loop.ts';
import { openPrompt } from './prompt.ts';
import { Screen } from './screen.ts';
import { makeFolder, realDisk } from '../../../state/disk.ts';

/** Exit code where a scenario cannot be used at all. */
const BROKEN = 2;

interface Args {
  scenario?: string;
  restart: boolean;
  name?: string;
  certificate: CertificateFormat;
  list: boolean;
}

export default {
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', describe: 'A name of the library, or a path; asks unless given' })
      .option('restart', { type: 'boolean', default: false, describe: 'Start over' })
      .option('name', { type: 'string', describe: 'Your name, for the certificate' })
      .option('certificate', { choices: CERTIFICATE_FORMATS, default: 'text' as const, describe: 'Format of the certificate' })
      .option('list', { type: 'boolean', default: false, describe: 'Show the scenarios and how far you are' }),
  examples: [
    ['akslab learn', 'choose a scenario, or go on with one'],
    ['akslab learn walkthrough', "Microsoft's article, step by step"],
    ['akslab learn --list', 'what there is, and how far you are'],
  ],
  async run(args, context) {
    if (args.list) return list(context);
    const name = args.scenario ?? (await choose(context));
    let scenario: Scenario;
    try {
      scenario = findScenario(name).scenario;
    } catch (error) {
      if (!(error instanceof BrokenScenario)) throw error;
      context.terminal.stderr.write(`${error.message}\n`);
      return BROKEN;
    }
    const keep = keepIn(context.lab.home, scenario.name);
    if (args.restart) keep.clear();
    while ((await sitting(scenario, keep, args, context.terminal)) === 'restart') keep.clear();
    return 0;
  },
} satisfies AkslabCommand<Args>;

/** One sitting: from the open step to the end, or until the trainee leaves. */
async function sitting(scenario: Scenario, keep: Keep, args: Args, terminal: Terminal): Promise<'done' | 'left' | 'restart'> {
  const kept = load(keep);
  // What a start that was cut off has left would stand in the way of the next one.
  if (!kept) keep.clear();
  const style = styleFor(terminal.stdout, terminal.env);
  const screen = new Screen(terminal.stdout, style);
  makeFolder(realDisk, keep.work);
  const host = homeHost(keep.home, terminal.env);
  const session = await openSession({ host, folder: keep.work, cluster: scenario.cluster, programs: { akslab: akslabOn(host.lab) } });
  const learner = new Learner({ scenario, session, ...kept, now: Date.now, save: keep.save });
  const prompt = openPrompt(terminal, {
    history: keep.readHistory(),
    complete: completer(session, learner),
    incomplete,
    colour: style.bold,
    onHistory: keep.saveHistory,
  });
  try {
    screen.welcome(learner, kept !== undefined);
    if (!kept && scenario.cluster) screen.prose('Making the cluster that the scenario starts with ...');
    const broken = await learner.begin();
    if (broken) throw new CommandError(broken);
    const end = await loop({
      learner,
      screen,
      prompt,
      write: (stream, text) => terminal[stream].write(text),
      attached: (line, signal) => runAttached(line, signal, session, terminal, { AKSLAB_HINTS: '1' }),
      why: async (signal) => {
        await akslabOn(host.lab)(['why'], { ...attachedTo(terminal), cwd: session.folder, signal }, host.lab);
      },
      has: (path) => existsSync(join(session.folder, path)),
      edit: async (path) => {
        const { openEditor } = await import('../../kubectl/edit/editor.ts');
        await prompt.busy(() => openEditor({ terminal }, join(session.folder, path)));
      },
    });
    if (end === 'done') {
      const name = args.name ?? userName();
      screen.say(renderCertificate(certificate(name, scenario, learner.progress), args.certificate));
      screen.prose(`\`akslab learn ${scenario.name} --restart\` starts over.`);
    } else if (end === 'left') screen.prose(`\`akslab learn ${scenario.name}\` goes on from here.`);
    return end;
  } finally {
    prompt.close();
    session.close();
  }
}

/** A finished scenario is begun anew; one from another version of the scenario too. */
function load(keep: Keep) {
  try {
    const kept = keep.load();
    if (kept?.progress.finished) {
      keep.clear();
      return undefined;
    }
    return kept;
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'trainee';
  }
}

async function list({ lab, terminal }: CommandContext): Promise<number> {
  for (const { name, title, state } of overview(lab.home)) terminal.stdout.write(`${name.padEnd(26)}${state.padEnd(14)}${title}\n`);
  return 0;
}

function overview(home: string): { name: string; title: string; state: string }[] {
  return libraryNames().map((name) => {
    const { scenario } = findScenario(name);
    let progress;
    try {
      progress = keepIn(home, name).load()?.progress;
    } catch {
      progress = undefined;
    }
    const state = !progress ? '' : progress.finished ? 'done' : `at step ${progress.step + 1}/${scenario.steps.length}`;
    return { name, title: scenario.title, state };
  });
}

async function choose({ lab, terminal }: CommandContext): Promise<string> {
  if (!terminal.stdin.isTTY || !terminal.stdout.isTTY) return 'walkthrough';
  const { name } = await ask<{ name: string }>([
    {
      type: 'select',
      name: 'name',
      message: 'Which scenario?',
      pageSize: 14,
      choices: overview(lab.home).map(({ name: value, title, state }) => ({ value, name: `${title}${state ? ` (${state})` : ''}` })),
    },
  ]);
  return name;
}
