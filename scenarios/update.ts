/** Rewrites the expectations of a scenario to what really comes, in place: comments, order and everything else stay. */
import type { Document } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { generalise } from './generalise.ts';
import type { ScenarioResult, StepResult } from './run.ts';

export interface Update {
  /** The step's id, and what was rewritten: `stdout`, `stderr`, `code`. */
  step: string;
  what: string;
}

/** Changes the document; returns what was changed. Only what deviates is touched. */
export function update(document: Document, result: ScenarioResult): Update[] {
  return result.steps.flatMap((step) => updateStep(document, step, result.scenario.steps.indexOf(step.step)));
}

function updateStep(document: Document, step: StepResult, index: number): Update[] {
  const updates: Update[] = [];
  const key = step.step.run.length ? 'run' : 'solution';
  step.commands.forEach(({ deviations, outcome }, i) => {
    for (const what of new Set(deviations.map((d) => d.what))) {
      const path = expectPath(document, ['steps', index, key], i);
      const value = what === 'code' ? outcome.code : generalise(what === 'stdout' ? outcome.stdout : outcome.stderr);
      document.setIn([...path, what], document.createNode(value));
      updates.push({ step: step.step.id, what });
    }
  });
  return updates;
}

/** Where the expectation of the i-th command stands; a command in its short form is made long. */
function expectPath(document: Document, path: (string | number)[], i: number): (string | number)[] {
  const node = document.getIn(path, true);
  const at = isSeq(node) ? [...path, i] : path;
  const command = document.getIn(at, true);
  if (!isMap(command)) document.setIn(at, document.createNode({ run: document.getIn(at), expect: {} }));
  else if (!command.has('expect')) document.setIn([...at, 'expect'], document.createNode({}));
  return [...at, 'expect'];
}
