// The dependency rules of docs/ARCHITECTURE.md, checked: who may import whom, and what core must not touch.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, dirname, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** Folder → the folders it may import from (itself always). */
const MAY_IMPORT = {
  core: ['formats'],
  formats: [],
  state: ['core'],
  server: ['core', 'state', 'formats'],
  'cli/shared': ['core', 'state', 'formats', 'server'],
  'cli/az': ['cli/shared', 'core', 'formats'],
  'cli/kubectl': ['cli/shared', 'core', 'formats'],
  scenarios: ['core', 'formats', 'state', 'cli/shared', 'cli/az', 'cli/kubectl', 'server'],
  lib: ['core', 'formats', 'state', 'cli/shared', 'scenarios'],
  'cli/akslab': ['core', 'formats', 'state', 'server', 'cli/shared', 'cli/az', 'cli/kubectl', 'scenarios'],
};

/** Folders that run unchanged in a browser, with a seed and a clock of the caller's. */
const PURE = ['core', 'formats'];
const IMPURE = [
  [/from ['"]node:/, 'imports a node: module'],
  [/\brequire\(/, 'calls require'],
  [/\bDate\.now\(/, "reads the host's clock"],
  [/new Date\(\)/, "reads the host's clock"],
  [/\bMath\.random\(/, "uses the host's randomness"],
  [/\b(setTimeout|setInterval|setImmediate)\(/, 'sets a timer'],
  [/\bprocess\./, 'reads the process'],
];

const problems = [];
for (const folder of Object.keys(MAY_IMPORT)) {
  for (const file of typescriptIn(folder)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    text.split('\n').forEach((line, i) => {
      const code = line.replace(/^\s*(\/\/|\*|\/\*).*/, '');
      if (PURE.includes(folder)) {
        for (const [pattern, what] of IMPURE)
          if (pattern.test(code)) problems.push(`${file}:${i + 1}: ${folder} is pure, but this ${what}`);
      }
      const target = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/.exec(code)?.[1];
      if (!target) return;
      const to = relative(ROOT, resolve(ROOT, dirname(file), target));
      const home = Object.keys(MAY_IMPORT).find((f) => to.startsWith(`${f}/`));
      if (home && home !== folder && !MAY_IMPORT[folder].includes(home))
        problems.push(`${file}:${i + 1}: ${folder} must not import from ${home}`);
    });
  }
}
if (problems.length) {
  console.error(problems.join('\n'));
  process.exit(1);
}

function typescriptIn(folder) {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && e.name.endsWith('.ts'))
      .map((e) => relative(ROOT, join(e.parentPath ?? e.path, e.name)));
  } catch {
    return [];
  }
}
