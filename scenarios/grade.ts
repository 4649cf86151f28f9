/** Grades a folder of state homes, one a trainee: who got how far in which scenario. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from './learner.ts';

export interface Grade {
  trainee: string;
  scenario: string;
  version: string;
  done: number;
  skipped: number;
  hints: number;
  solutions: number;
  finished: boolean;
  /** Where the trainee is: the index of the open step. */
  step: number;
  /** Why nothing could be read, where that is so. */
  problem?: string;
}

/** @param folder holds a folder a trainee, each a state home. */
export function gradeFolder(folder: string): Grade[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => gradesOf(entry.name, join(folder, entry.name)));
}

function gradesOf(trainee: string, home: string): Grade[] {
  const learn = [join(home, 'learn'), join(home, '.akslab', 'learn')].find((path) => existsSync(path));
  const nothing = { scenario: '', version: '', done: 0, skipped: 0, hints: 0, solutions: 0, finished: false, step: 0 };
  if (!learn || !readdirSync(learn).length) return [{ trainee, ...nothing, problem: 'no scenario was begun' }];
  return readdirSync(learn)
    .sort()
    .flatMap((scenario) => {
      const file = join(learn, scenario, 'progress.json');
      if (!existsSync(file)) return [];
      const none = { ...nothing, trainee, scenario };
      try {
        const progress = JSON.parse(readFileSync(file, 'utf8')) as Progress;
        const steps = Object.values(progress.steps);
        return [
          {
            ...none,
            version: progress.version,
            done: steps.filter((s) => s.done).length,
            skipped: steps.filter((s) => s.skipped).length,
            hints: steps.reduce((sum, s) => sum + s.hints, 0),
            solutions: steps.filter((s) => s.solution).length,
            finished: progress.finished !== undefined,
            step: progress.step,
          },
        ];
      } catch (error) {
        return [{ ...none, problem: `${file}: ${error instanceof Error ? error.message : String(error)}` }];
      }
    });
}

const COLUMNS = ['trainee', 'scenario', 'version', 'step', 'done', 'skipped', 'hints', 'solutions', 'finished', 'problem'] as const;

export function gradesCsv(grades: Grade[]): string {
  const cell = (value: unknown) => (/[",\n]/.test(String(value ?? '')) ? `"${String(value).replace(/"/g, '""')}"` : String(value ?? ''));
  return `${[COLUMNS.join(','), ...grades.map((g) => COLUMNS.map((c) => cell(g[c])).join(','))].join('\n')}\n`;
}
