/** How a replay looks: each step's title, its commands as printed, what they answered, and a mark. */
import type { Output } from '../../shared/terminal.ts';
import { wrap, type Style } from '../../shared/style.ts';
import { failureLines } from '../../../scenarios/reports/failure.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import type { RunEvent, ScenarioResult, StepResult } from '../../../scenarios/run.ts';

export interface Printer {
  start(scenario: Scenario): void;
  on(event: RunEvent): void;
  end(result: ScenarioResult): void;
}

export function printer(out: Output, style: Style): Printer {
  const say = (text = '') => out.write(`${text}\n`);
  const columns = Math.min(out.columns || 80, 100);
  return {
    start(scenario) {
      say(style.bold(scenario.title));
      say(wrap(`${scenario.steps.length} steps, from an empty state that goes away at the end. Yours is not touched.`, columns));
      say();
    },
    on(event) {
      if (event.type === 'step') {
        const { step, number, of } = event;
        say(style.bold(`── Step ${number} of ${of}: ${step.title}`));
        for (const [name] of Object.entries(step.files)) say(style.dim(`   writes ${name}`));
      } else if (event.type === 'command') {
        for (const [i, line] of event.command.run.trimEnd().split('\n').entries()) say(style.cyan(`${i ? '>' : '$'} ${line}`));
      } else if (event.type === 'output') {
        const { outcome } = event.result;
        if (outcome.stdout) say(outcome.stdout.replace(/\n$/, ''));
        if (outcome.stderr) say(style.yellow(outcome.stderr.replace(/\n$/, '')));
      } else {
        verdict(event.result);
      }
    },
    end(result) {
      const passed = result.steps.filter((s) => s.ok).length;
      if (result.broken) say(`${style.fail} ${result.broken}`);
      const failed = result.steps.length - passed;
      say(
        `${passed} of ${result.scenario.steps.length} steps as expected${failed ? `, ${failed} not` : ''} (${(result.milliseconds / 1000).toFixed(2)} s)`,
      );
    },
  };

  function verdict(result: StepResult): void {
    if (result.step.erratum) say(wrap(`${style.warn} Erratum: ${result.step.erratum}`, columns));
    if (result.ok) return say(`${style.pass} as expected\n`);
    for (const line of failureLines(result)) say(line.startsWith('-') ? style.red(line) : line.startsWith('+') ? style.green(line) : line);
    say(`${style.fail} not as expected${result.allowed ? ' (allowed)' : ''}\n`);
  }
}
