/** Records what somebody does in a session as a scenario: every line, what it answered, and the files that came in between. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Outcome } from './expect.ts';
import { generalise } from './generalise.ts';
import { slug } from './load.ts';
import type { Session } from './session.ts';
import type { ScenarioSource, StepSource } from './write.ts';

export interface Recorder {
  /** Runs a line, here or (attached to the terminal) elsewhere, and makes it a step unless it was interrupted. */
  type(text: string, signal?: AbortSignal, elsewhere?: () => Promise<Outcome | undefined>): Promise<Outcome>;
  /** Forgets the last line, and returns it. The files that came before it belong to the next one. */
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

  /** They count as new again. */
  function forget(files: Record<string, string>): void {
    for (const name of Object.keys(files)) delete known[name];
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
    async type(text, signal, elsewhere = async () => undefined) {
      const files = filesSince();
      const outcome = (await elsewhere()) ?? (await session.run(text, { signal }));
      if (signal?.aborted) forget(files);
      else add(text, outcome, files);
      return outcome;
    },
    drop() {
      const step = steps.pop();
      forget(step?.files ?? {});
      return step?.run.run;
    },
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
