/**
 * Imports a page of Microsoft Learn, or a Killercoda folder, as a scenario. A page is read, then run once: where the cluster answers
 * otherwise than the page says, the difference becomes an erratum and the answer of the cluster the expectation.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { generalise } from '../generalise.ts';
import { yamlError } from '../lint.ts';
import { parseScenario } from '../load.ts';
import { runScenario } from '../run.ts';
import { memorySession } from '../memory-session.ts';
import { writeScenario, type ScenarioSource, type StepSource } from '../write.ts';
import { importKillercoda } from './killercoda.ts';
import { importLearn, type Draft, type DraftStep, type Finding } from './learn.ts';

export interface Imported {
  /** The scenario file's text. */
  text: string;
  source: ScenarioSource;
  findings: Finding[];
}

/** @param path a Markdown file, or a folder with Killercoda's index.json. */
export async function importScenario(path: string, options: { name?: string } = {}): Promise<Imported> {
  if (statSync(path).isDirectory()) {
    const { source, findings } = importKillercoda(path, options.name);
    await prove(source, findings);
    return {
      source,
      findings,
      text: writeScenario(source, `Imported from the Killercoda folder ${basename(path)} by akslab scenario import.`),
    };
  }
  const name = options.name ?? basename(path).replace(/\.\w+$/, '');
  const draft = importLearn(readFileSync(path, 'utf8'), { name, read: yamlError });
  await reconcile(draft);
  const source = sourceOf(draft);
  return {
    source,
    findings: draft.steps.flatMap((s) => s.errata).sort((a, b) => a.line - b.line),
    text: writeScenario(source, `Imported from ${basename(path)} by akslab scenario import.`),
  };
}

/** Runs the scenario once. A check that does not hold here goes, and is told of. */
async function prove(source: ScenarioSource, findings: Finding[]): Promise<void> {
  if (!source.steps.some(({ check }) => check)) return;
  const { scenario } = parseScenario(writeScenario(source), source.name);
  const session = await memorySession(scenario);
  try {
    const { steps } = await runScenario(scenario, session, { failFast: false, pastDeviations: true });
    for (const [i, { checks }] of steps.entries()) {
      const failed = checks.find((check) => !check.ok);
      if (!failed) continue;
      delete source.steps[i]!.check;
      findings.push({
        line: 1,
        message: `the script that checks the step "${source.steps[i]!.title}" does not hold here (${failed.found}); write its condition as a check by hand.`,
      });
    }
  } finally {
    session.close();
  }
}

/** Runs the draft once and takes over what really comes. */
async function reconcile(draft: Draft): Promise<void> {
  const { scenario } = parseScenario(writeScenario(sourceOf(draft)), draft.name);
  const session = await memorySession(scenario);
  try {
    const result = await runScenario(scenario, session, { failFast: false });
    if (result.broken) throw new Error(result.broken);
    result.steps.forEach((step, i) => {
      for (const { deviations, outcome } of step.commands) if (deviations.length) adopt(draft.steps[i]!, outcome);
    });
  } finally {
    session.close();
  }
}

function adopt(step: DraftStep, outcome: { stdout: string; stderr: string; code: number }): void {
  const command = step.run[0]!;
  const said = command.expect.code !== undefined || command.expect.stdout !== undefined || command.expect.stderr !== undefined;
  if (said)
    step.errata.push({
      line: step.line,
      message: `\`${command.run.trim().split('\n')[0]}\` answers otherwise than printed; the answer of the cluster is taken.`,
    });
  command.expect = {
    ...(outcome.code ? { code: outcome.code } : {}),
    stdout: generalise(outcome.stdout),
    ...(outcome.stderr ? { stderr: generalise(outcome.stderr) } : {}),
  };
  delete command.until;
}

function sourceOf(draft: Draft): ScenarioSource {
  return {
    akslab: 1,
    name: draft.name,
    title: draft.title,
    ...(draft.cluster ? { cluster: { version: '1.18.8', podSecurityPolicy: false, ...draft.cluster } } : {}),
    steps: draft.steps.map(stepOf),
  };
}

function stepOf({ id, title, text, files, run, errata }: DraftStep): StepSource {
  const command = run[0]!;
  return {
    id,
    title,
    text,
    ...(Object.keys(files).length ? { files } : {}),
    run: {
      run: command.run,
      ...(command.until ? { until: command.until } : {}),
      ...(Object.keys(command.expect).length ? { expect: command.expect } : {}),
    },
    ...(errata.length ? { erratum: errata.map((f) => `Line ${f.line}: ${f.message}`).join('\n') } : {}),
  };
}
