/** The scenarios that come with akslab. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrokenScenario, loadScenario, type LoadedScenario } from './load.ts';
import { nearest } from './nearest.ts';

/** The folder of the library: beside this file in the source, two folders up from a bundle. */
export function libraryFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let i = 0; i < 4; i++, folder = dirname(folder)) {
    for (const candidate of [join(folder, 'library'), join(folder, 'scenarios', 'library')]) if (existsSync(candidate)) return candidate;
  }
  throw new Error('the scenario library is missing from this installation');
}

/** Names of the scenarios in the library, the walkthrough first. */
export function libraryNames(): string[] {
  const names = readdirSync(libraryFolder(), { withFileTypes: true })
    .filter((e) => e.isDirectory() || /\.ya?ml$/.test(e.name))
    .map((e) => e.name.replace(/\.ya?ml$/, ''));
  return names.sort((a, b) => Number(b === 'walkthrough') - Number(a === 'walkthrough') || a.localeCompare(b));
}

/** A scenario by its name in the library, or by path. Throws BrokenScenario. */
export function findScenario(nameOrPath: string): LoadedScenario {
  if (/[/\\]|\.ya?ml$/.test(nameOrPath) || nameOrPath === '.') return loadScenario(nameOrPath);
  const path = libraryPath(nameOrPath);
  if (path) return loadScenario(path);
  if (existsSync(nameOrPath)) return loadScenario(nameOrPath);
  const near = nearest(nameOrPath, libraryNames());
  throw new BrokenScenario([
    {
      file: nameOrPath,
      line: 0,
      column: 0,
      message: `there is no such scenario in the library, nor such a file${near ? ` (did you mean ${near}?)` : ''}; the library has ${libraryNames().join(', ')}`,
    },
  ]);
}

function libraryPath(name: string): string | undefined {
  return [join(libraryFolder(), name), join(libraryFolder(), `${name}.yaml`)].find((path) => existsSync(path));
}
