/** A scenario as Markdown for printing: text, commands, what they answer, hints and solutions at the end. */
import type { Command, Matcher, Scenario, Step } from '../types.ts';

export function exportMarkdown(scenario: Scenario): string {
  const head = [`# ${scenario.title}`, scenario.summary, facts(scenario)].filter(Boolean);
  const steps = scenario.steps.map((step, i) => stepText(step, i + 1));
  const answers = scenario.steps.flatMap((step, i) =>
    step.solution.length ? [`### Step ${i + 1}\n\n${fence(step.solution.map((c) => c.run.trimEnd()).join('\n'), 'bash')}`] : [],
  );
  return `${[...head, ...steps, ...(answers.length ? ['## Solutions', ...answers] : [])].join('\n\n')}\n`;
}

function facts(scenario: Scenario): string {
  const rows = [
    `Level: ${scenario.level}`,
    scenario.duration && `Duration: ${scenario.duration}`,
    scenario.source && `Source: ${scenario.source}`,
  ];
  return rows
    .filter(Boolean)
    .map((row) => `- ${row}`)
    .join('\n');
}

function stepText(step: Step, number: number): string {
  const parts = [`## ${number}. ${step.title}`, step.text];
  for (const [name, text] of Object.entries(step.files))
    parts.push(`Create a file named \`${name}\`:`, fence(text.trimEnd(), name.endsWith('.json') ? 'json' : 'yaml'));
  for (const command of step.run) parts.push(...commandText(command));
  if (step.erratum) parts.push(`> Erratum: ${step.erratum}`);
  if (step.explain) parts.push(step.explain);
  return parts.filter(Boolean).join('\n\n');
}

function commandText(command: Command): string[] {
  const shown = shownOutput(command.expect.stdout) ?? shownOutput(command.expect.stderr);
  return [fence(command.run.trimEnd(), 'bash'), ...(shown ? [fence(shown, 'output')] : [])];
}

function shownOutput(matcher: Matcher | undefined): string | undefined {
  if (matcher === undefined) return undefined;
  if (typeof matcher === 'string') return matcher.trimEnd();
  return (matcher.exact ?? matcher.table ?? matcher.lines)?.trimEnd();
}

/** A fence longer than any run of backticks inside. */
export function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}
