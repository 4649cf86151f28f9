/** Records what somebody does in a session as a scenario: every line, what it answered, and the files that came in between. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Outcome } from './expect.ts';
import { generalise } from './generalise.ts';
import { slug } from './load.ts';
import type { Session } from './session.ts';
import type { ScenarioSource, StepSource } from './write.ts';

export interface Recorder {
  type(text: string, signal?: AbortSignal): Promise<Outcome>;
  /** Notes a line that ran elsewhere, attached to the terminal. */
  note(text: string, outcome: Outcome): void;
  /** Forgets the last line, and returns it. */
  drop(): string | undefined;
  finish(head: { name: string; title: string; cluster?: ScenarioSource['cluster'] }): ScenarioSource;
}

export function record(session: Session): Recorder {
  const steps: StepSource[] = [];
  let known = filesIn(session.folder);

  /** Files that an editor wrote since the last line belong to the next one. Those that a line wrote itself, it will write again. */
  function filesSince(): Record<string, string> {
    const now = filesIn(session.folder);
    const changed = Object.fromEntries(Object.entries(now).filter(([name, text]) => known[name] !== text));
    known = now;
    return changed;
  }

  function add(text: string, outcome: Outcome, files: Record<string, string>): void {
    known = filesIn(session.folder);
    const ids = new Set(steps.map((s) => s.id));
    const base = slug(text.split('\n')[0]!.replace(/ -.*/, '')).slice(0, 40);
    let id = base;
    for (let i = 2; ids.has(id); i++) id = `${base}-${i}`;
    steps.push({
      id,
      title: text.split('\n')[0]!.slice(0, 90),
      ...(Object.keys(files).length ? { files } : {}),
      run: {
        run: text,
        expect: {
          ...(outcome.code ? { code: outcome.code } : {}),
          stdout: generalise(outcome.stdout),
          ...(outcome.stderr ? { stderr: generalise(outcome.stderr) } : {}),
        },
      },
    });
  }

  return {
    async type(text, signal) {
      const files = filesSince();
      const outcome = await session.run(text, { signal });
      add(text, outcome, files);
      return outcome;
    },
    note: (text, outcome) => add(text, outcome, filesSince()),
    drop: () => steps.pop()?.run.run,
    finish: (head) => ({ akslab: 1, ...head, steps }),
  };
}

function filesIn(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? folder, entry.name);
    files[relative(folder, path)] = readFileSync(path, 'utf8');
  }
  return files;
}
