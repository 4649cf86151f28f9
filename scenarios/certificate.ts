/** What a trainee gets at the end: text, Markdown or JSON. */
import type { Progress } from './learner.ts';
import type { Scenario } from './types.ts';

export interface Certificate {
  name: string;
  scenario: string;
  title: string;
  version: string;
  steps: number;
  /** Steps that the trainee did, and those that were skipped. */
  done: number;
  skipped: number;
  hints: number;
  solutions: number;
  /** RFC 3339. */
  started: string;
  finished: string;
}

export function certificate(name: string, scenario: Scenario, progress: Progress): Certificate {
  const steps = Object.values(progress.steps);
  const day = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    name,
    scenario: scenario.name,
    title: scenario.title,
    version: scenario.version,
    steps: scenario.steps.length,
    done: steps.filter((s) => s.done).length,
    skipped: steps.filter((s) => s.skipped).length,
    hints: steps.reduce((sum, s) => sum + s.hints, 0),
    solutions: steps.filter((s) => s.solution).length,
    started: day(progress.started),
    finished: day(progress.finished ?? progress.started),
  };
}

export const CERTIFICATE_FORMATS = ['text', 'markdown', 'json'] as const;
export type CertificateFormat = (typeof CERTIFICATE_FORMATS)[number];

export function renderCertificate(c: Certificate, format: CertificateFormat): string {
  return RENDER[format](c);
}

const RENDER: Record<CertificateFormat, (c: Certificate) => string> = {
  json: (c) => `${JSON.stringify(c, null, 2)}\n`,
  markdown: (c) =>
    `# Certificate\n\n**${c.name}** completed *${c.title}* (${c.scenario}, version ${c.version}).\n\n${rows(c)
      .map(([k, v]) => `- ${k}: ${v}`)
      .join('\n')}\n`,
  text(c) {
    const line = '='.repeat(72);
    const table = rows(c)
      .map(([k, v]) => `  ${k.padEnd(12)}${v}`)
      .join('\n');
    return `${line}\n  CERTIFICATE\n\n  ${c.name}\n  completed the scenario ${c.scenario}, version ${c.version}:\n  ${c.title}\n\n${table}\n${line}\n`;
  },
};

const rows = (c: Certificate): [string, string][] => [
  ['Steps', `${c.done} of ${c.steps}${c.skipped ? `, ${c.skipped} skipped` : ''}`],
  ['Hints', String(c.hints)],
  ['Solutions', String(c.solutions)],
  ['Started', c.started],
  ['Finished', c.finished],
];
