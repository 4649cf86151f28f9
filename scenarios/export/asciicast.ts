/** A run as an asciicast (version 2), typed at a human pace: for players and terminals. */
import type { ScenarioResult } from '../run.ts';

const PROMPT = '\x1b[36m$\x1b[0m ';
const KEY_SECONDS = 0.04;
const PAUSE_SECONDS = 1.2;

export function exportAsciicast(result: ScenarioResult, options: { columns?: number; rows?: number; timestamp: number }): string {
  const { columns = 100, rows = 30 } = options;
  const lines: string[] = [
    JSON.stringify({
      version: 2,
      width: columns,
      height: rows,
      timestamp: Math.floor(options.timestamp / 1000),
      title: result.scenario.title,
    }),
  ];
  let time = 0;
  const show = (text: string, after: number) => {
    lines.push(JSON.stringify([Number(time.toFixed(3)), 'o', text.replace(/\n/g, '\r\n')]));
    time += after;
  };
  for (const step of result.steps) {
    show(`\x1b[1m# ${step.step.title}\x1b[0m\n`, PAUSE_SECONDS);
    for (const { command, outcome } of step.commands) {
      show(PROMPT, 0.3);
      for (const key of command.run.trimEnd()) show(key === '\n' ? '\n> ' : key, KEY_SECONDS);
      show('\n', 0.2);
      if (outcome.stdout) show(outcome.stdout, 0.1);
      if (outcome.stderr) show(outcome.stderr, 0.1);
      time += PAUSE_SECONDS;
    }
  }
  return `${lines.join('\n')}\n`;
}
