import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { build } from 'esbuild';
// @ts-expect-error plain JavaScript, as all of the build
import { modulesOnDemand } from '../../scripts/modules-on-demand.mjs';
import { scratchFolder } from '../support/scratch.ts';

describe('modules on demand', () => {
  const scratch = scratchFolder();
  /** What the program prints, with the order in which its modules are evaluated. */
  async function run(files: Record<string, string>): Promise<unknown[]> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(scratch.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const { outputFiles } = await build({
      absWorkingDir: scratch.path,
      entryPoints: ['main.ts'],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      supported: { 'dynamic-import': false },
      minify: true,
      plugins: [modulesOnDemand({ define: {} })],
    });
    const printed: unknown[] = [];
    const log = (...values: unknown[]) => printed.push(...values);
    await runInNewContext(`(function(log, module){${outputFiles[0]!.text}\nreturn globalThis.done})`)(log, { exports: {} });
    return printed;
  }

  it('evaluates a module when something of it is first used, and once', async () => {
    expect(
      await run({
        'main.ts': `import { a } from './a.ts';\nimport { b } from './b.ts';\nlog('main');\nlog(a());\nlog(a());\nexport const unused = () => b;`,
        'a.ts': `log('a is evaluated');\nexport const a = () => 'a';`,
        'b.ts': `log('b is evaluated');\nexport const b = 1;`,
      }),
    ).to.deep.equal(['main', 'a is evaluated', 'a', 'a']);
  });

  it('lets modules use each other', async () => {
    expect(
      await run({
        'main.ts': `import { even } from './even.ts';\nlog(even(5));`,
        'even.ts': `import { odd } from './odd.ts';\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);`,
        'odd.ts': `import { even } from './even.ts';\nexport const odd = (n: number): boolean => n !== 0 && even(n - 1);`,
      }),
    ).to.deep.equal([false]);
  });

  it('keeps classes, constructors, passed-on names, defaults, data and what is assigned later', async () => {
    expect(
      await run({
        'main.ts': `import { Point, count, next } from './all.ts';\nimport data from './data.json' with { type: 'json' };\nimport half from './half.ts';\nlog(new Point(2).x, count);\nnext();\nlog(count, data.n, half(8));`,
        'all.ts': `export { Point } from './point.ts';\nexport * from './count.ts';`,
        'point.ts': `export class Point {\n  constructor(readonly x: number) {}\n}`,
        'count.ts': `export let count = 0;\nexport function next() {\n  count++;\n}`,
        'half.ts': `export default (n: number) => n / 2;`,
        'data.json': `{"n": 7}`,
      }),
    ).to.deep.equal([2, 0, 1, 7, 4]);
  });

  it('loads what is imported dynamically', async () => {
    expect(
      await run({
        'main.ts': `globalThis.done = (async () => {\n  const { a } = await import('./a.ts');\n  log(a);\n})();\nlog('main');`,
        'a.ts': `log('a is evaluated');\nexport const a = 1;`,
      }),
    ).to.deep.equal(['main', 'a is evaluated', 1]);
  });
});
