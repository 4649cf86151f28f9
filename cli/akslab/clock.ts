import { clockSetting, latencySetting, setClock, setLatency, type ClockSetting } from '../../state/clock.ts';
import type { Latency } from '../../core/latency.ts';
import { UsageError, type AkslabCommand, type CommandContext } from './command.ts';

interface Args {
  action: keyof typeof ACTIONS;
  value?: string;
}

const LATENCIES: Latency[] = ['none', 'short', 'real'];
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const ACTIONS = { show: async () => undefined, advance, set, real, latency };

const EXAMPLES: Partial<Record<keyof typeof ACTIONS, string>> = {
  advance: 'how far: akslab clock advance 5m',
  set: 'to when: akslab clock set 2021-01-15T12:00:00Z',
  latency: 'which: none, short or real',
};

export default {
  options: (yargs) =>
    yargs
      .positional('action', { choices: Object.keys(ACTIONS), default: 'show', describe: 'What to do' })
      .positional('value', { type: 'string', describe: 'A duration (5m, 1h30m), a time (2021-01-15T12:00:00Z), or none, short, real' }),
  examples: [
    ['akslab clock', 'what time it is in the simulation'],
    ['akslab clock advance 5m', 'five minutes later; what was due has happened'],
    ['akslab clock set 2021-01-15T12:00:00Z', 'stands there; only waiting moves it'],
    ['akslab clock real', "this machine's time again"],
    ['akslab clock latency real', 'clusters take minutes, as on Azure (none: no time; short: seconds)'],
  ],
  async run({ action, value }, context) {
    if (value === undefined && EXAMPLES[action]) throw new UsageError(`say ${EXAMPLES[action]}`);
    await ACTIONS[action](context, value ?? '');
    const { terminal, lab } = context;
    // Reading lets happen what is due at the new time.
    const { clock, latency } = await lab.read((store) => ({ clock: clockSetting(store), latency: latencySetting(store) }));
    terminal.stdout.write(`${describeClock(clock, lab.clock.now())}; latency ${latency}\n`);
    return 0;
  },
} satisfies AkslabCommand<Args>;

/** `2021-01-15T12:00:00Z (standing still)` */
export function describeClock(setting: ClockSetting, now: number): string {
  const time = new Date(now).toISOString().replace(/\.\d+/, '');
  if (setting.mode === 'virtual') return `${time} (standing still; waiting moves it)`;
  return setting.offset === 0 ? `${time} (real)` : `${time} (${durationText(setting.offset)} ahead of real time)`;
}

async function advance({ lab }: CommandContext, value: string): Promise<void> {
  const by = parseDuration(value);
  await lab.write((store) => {
    const setting = clockSetting(store);
    setClock(
      store,
      setting.mode === 'virtual' ? { mode: 'virtual', now: setting.now + by } : { mode: 'real', offset: setting.offset + by },
    );
  });
}

async function set({ lab }: CommandContext, value: string): Promise<void> {
  const now = Date.parse(value);
  if (Number.isNaN(now)) throw new UsageError(`"${value}" is no time. Write it as 2021-01-15T12:00:00Z`);
  await lab.write((store) => setClock(store, { mode: 'virtual', now }));
}

async function real({ lab }: CommandContext): Promise<void> {
  await lab.write((store) => setClock(store, { mode: 'real', offset: 0 }));
}

async function latency({ lab }: CommandContext, value: string): Promise<void> {
  const chosen = LATENCIES.find((one) => one === value);
  if (!chosen) throw new UsageError(`latency is one of ${LATENCIES.join(', ')}`);
  await lab.write((store) => setLatency(store, chosen));
}

/** Go's durations, and days: `90s`, `1h30m`, `2d`. In milliseconds. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (text === '' || parts.map(([part]) => part).join('') !== text)
    throw new UsageError(`"${text}" is no duration. Write it as 90s, 5m, 1h30m or 2d`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit as keyof typeof UNITS], 0);
}

function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((n, i) => (n ? `${n}${'hms'[i]}` : '')).join('') || '0s';
}
