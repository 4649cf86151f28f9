import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('the example project, against the packed tarball', () => {
  const scratch = scratchFolder();
  const project = () => join(scratch.path, 'regression');
  const test = () => spawnSync(process.execPath, [join(ROOT, 'node_modules/mocha/bin/mocha.js')], { cwd: project(), encoding: 'utf8' });

  beforeEach(() => {
    cpSync(join(ROOT, 'docs/examples/regression'), project(), { recursive: true });
    const modules = join(project(), 'node_modules');
    mkdirSync(join(modules, 'akslab'), { recursive: true });
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', scratch.path], { cwd: ROOT, stdio: 'pipe' });
    const tarball = readdirSync(scratch.path).find((name) => name.endsWith('.tgz'))!;
    execFileSync('tar', ['-xzf', join(scratch.path, tarball), '-C', join(modules, 'akslab'), '--strip-components', '1']);
    for (const name of ['mocha', 'chai']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  });

  it('passes', () => {
    const { status, stdout, stderr } = test();
    expect(stderr + stdout).to.contain('3 passing');
    expect(status).to.equal(0);
  });

  it('fails with a readable diff when the policy is loosened', () => {
    const policy = join(project(), 'policies/restricted.yaml');
    writeFileSync(policy, readFileSync(policy, 'utf8').replace('privileged: false', 'privileged: true'));
    const { status, stdout } = test();
    expect(status).to.equal(1);
    expect(stdout)
      .to.contain('1 failing')
      .and.to.contain('expected the request to be forbidden, but it was admitted by psp-deny-privileged');
    expect(stdout).to.contain('-admitted by psp-deny-privileged').and.to.contain('+403 Forbidden');
  });
});
