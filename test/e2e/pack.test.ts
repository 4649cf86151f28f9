import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';

const MEGABYTE = 1024 * 1024;

describe('the package', () => {
  const scratch = scratchFolder();

  it('installs from its tarball into an empty folder, and replays the article there', () => {
    const run = (folder: string, command: string, ...args: string[]) =>
      execFileSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab') },
      });
    run(ROOT, 'npm', 'pack', '--pack-destination', scratch.path);
    const tarball = join(
      scratch.path,
      readdirSync(scratch.path).find((name) => name.endsWith('.tgz'))!,
    );
    expect(statSync(tarball).size).to.be.at.most(5 * MEGABYTE);

    const folder = join(scratch.path, 'empty');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--offline', tarball);
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).to.deep.equal(['akslab']);
    expect(readdirSync(join(folder, 'node_modules/.bin'))).to.deep.equal(['akslab']);
    run(folder, 'npx', '--no', 'akslab', 'replay');
    const inside = run(
      folder,
      'bash',
      '-c',
      'eval "$(npx --no akslab env)" && az version --output tsv && kubectl version --client --short',
    );
    expect(inside).to.contain('2.45.0').and.to.contain('v1.20.2');
    run(
      folder,
      process.execPath,
      '--input-type=module',
      '-e',
      "import { createMemoryLab, memoryTerminal, az } from 'akslab'; process.exit(await az(['version'], memoryTerminal(), createMemoryLab()))",
    );
  });

  it('is not built again by the first npx in a clone, which links it', () => {
    const built = () => statSync(join(ROOT, 'dist')).ino;
    const before = built();
    execFileSync(process.execPath, ['scripts/build.mjs'], {
      cwd: ROOT,
      env: { ...process.env, npm_command: 'exec', npm_lifecycle_event: 'prepare' },
    });
    expect(built()).to.equal(before);
  });
});
