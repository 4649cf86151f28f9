/** Where a trainee's way through a scenario is kept: a folder of its own in the home, apart from the person's own clusters. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../../scenarios/learner.ts';
import { makeFolder, realDisk } from '../../../state/disk.ts';

export interface Keep {
  /** State home of the scenario's own lab. */
  home: string;
  /** The working folder. */
  work: string;
  load(): { progress: Progress; stepStart: unknown } | undefined;
  save(progress: Progress, stepStart: unknown): void;
  /** Forgets everything: for a restart. */
  clear(): void;
  readHistory(): string[];
  saveHistory(lines: string[]): void;
}

const MOST_HISTORY = 500;

export function keepIn(home: string, scenario: string): Keep {
  const folder = join(home, 'learn', scenario);
  const progressFile = join(folder, 'progress.json');
  const startFile = join(folder, 'step-start.json');
  const historyFile = join(folder, 'history');
  const write = (file: string, text: string) => {
    makeFolder(realDisk, folder);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  let lastStart: unknown;
  return {
    home: join(folder, 'home'),
    work: join(folder, 'work'),
    load() {
      if (!existsSync(progressFile)) return undefined;
      try {
        return { progress: JSON.parse(readFileSync(progressFile, 'utf8')), stepStart: JSON.parse(readFileSync(startFile, 'utf8')) };
      } catch (error) {
        throw new Error(
          `the progress kept in ${folder} cannot be read (${error instanceof Error ? error.message : String(error)}): \`akslab learn ${scenario} --restart\` starts over`,
        );
      }
    },
    save(progress, stepStart) {
      if (stepStart !== lastStart) write(startFile, JSON.stringify(stepStart ?? null));
      lastStart = stepStart;
      write(progressFile, `${JSON.stringify(progress, null, 2)}\n`);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
    readHistory: () => (existsSync(historyFile) ? readFileSync(historyFile, 'utf8').split('\n').filter(Boolean) : []),
    saveHistory: (lines) => write(historyFile, `${lines.slice(-MOST_HISTORY).join('\n')}\n`),
  };
}
