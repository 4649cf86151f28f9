/** Imports a Killercoda folder: index.json, a Markdown file a step with `cmd`{{exec}}, assets, verify scripts. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BrokenScenario, slug } from '../load.ts';
import type { ScenarioSource, StepSource } from '../write.ts';
import type { Check } from '../types.ts';
import type { Finding } from './learn.ts';

interface Index {
  title?: string;
  description?: string;
  details?: {
    intro?: { text?: string };
    steps?: { title?: string; text?: string; verify?: string }[];
    assets?: { host01?: { file: string; target?: string }[] };
  };
}

/** What a reader clicks to run: `cmd`{{exec}} in a line, or a fence followed by {{exec}}. */
const EXEC = /```\w*\n([\s\S]*?)```\{\{exec[^}]*\}\}|`([^`\n]+)`\{\{exec[^}]*\}\}/g;

export function importKillercoda(folder: string, name = basename(folder)) {
  let index: Index;
  try {
    index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;
  } catch (error) {
    const message = `not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new BrokenScenario([{ file: join(folder, 'index.json'), line: 0, column: 0, message }]);
  }
  const findings: Finding[] = [];
  const steps = (index.details?.steps ?? []).flatMap((step, i) => stepsOf(folder, step, i, findings));
  const files = Object.fromEntries(
    (index.details?.assets?.host01 ?? []).map(({ file }) => [basename(file), readFileSync(join(folder, 'assets', file), 'utf8')]),
  );
  const source: ScenarioSource = {
    akslab: 1,
    name: slug(name),
    title: index.title ?? name,
    ...(index.description ? { summary: index.description } : {}),
    cluster: { version: '1.20.2', podSecurityPolicy: false },
    ...(Object.keys(files).length ? { files } : {}),
    steps,
  };
  return { source, findings };
}

function stepsOf(
  folder: string,
  step: NonNullable<NonNullable<Index['details']>['steps']>[number],
  index: number,
  findings: Finding[],
): StepSource[] {
  const path = join(folder, step.text ?? '');
  const text = step.text ? readFileSync(path, 'utf8') : '';
  const script = step.verify && existsSync(join(folder, step.verify)) ? step.verify : undefined;
  if (step.verify && !script) findings.push({ line: 1, message: `the script ${step.verify}, which checks a step, is not there.` });
  const commands = [...text.matchAll(EXEC)].map((m) => (m[1] ?? m[2])!.trim());
  const title = step.title ?? `Step ${index + 1}`;
  const prose = text
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/<\/?(details|summary|br)[^>]*>/g, '')
    .trim();
  if (!commands.length) {
    findings.push({ line: 1, message: `the step "${title}" has no {{exec}} command; give it a run or a solution.` });
    return [];
  }
  return commands.map((run, i) => ({
    id: slug(`${title}${commands.length > 1 ? `-${i + 1}` : ''}`),
    title,
    ...(i === 0 ? { text: prose } : {}),
    run: { run },
    ...(script && i === commands.length - 1 ? { check: [verifies(folder, script)] } : {}),
  }));
}

/** A script that checks a step, as a check: it is told by its exit code. */
function verifies(folder: string, script: string): Check {
  const run = readFileSync(join(folder, script), 'utf8').replace(/^#!.*\n/, '');
  return { command: { run: run.trim(), expect: {} } };
}
