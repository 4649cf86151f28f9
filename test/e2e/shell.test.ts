import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

describe('akslab shell, typed into', () => {
  const scratch = scratchFolder();
  let terminal: TypedTerminal;

  beforeEach(() => {
    const env = { HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), SHELL: '/bin/bash', LANG: 'C.UTF-8' };
    terminal = openTerminal(`${process.execPath} ${built('akslab')} shell; echo "left with $?"; sleep 600`, { env, cwd: scratch.path });
  });
  afterEach(() => terminal.end());

  it('offers what the article takes for granted, then says whose shell it is', async () => {
    await terminal.until(/Make them now\?/);
    await terminal.type('n');
    await terminal.until(/"akslab init --article" makes them later\.[^]*\(akslab\) .*[#$]$/);
    await terminal.type('type az kubectl akslab | grep -c dist/shims');
    await terminal.until(/^3$/m);
    await terminal.type('exit');
    await terminal.until(/^left with 0$/m);
  });

  it('makes the cluster when told to, and its credentials', async () => {
    await terminal.until(/Make them now\?/);
    await terminal.type('y');
    await terminal.until(/Merged "myAKSCluster" as current context in .*lab\/kubeconfig[^]*\(akslab\) .*[#$]$/, 60);
    await terminal.type('kubectl get nodes');
    expect(await terminal.until(/Ready/)).to.contain('aks-nodepool1-');
  });

  it('survives Ctrl-C at its prompt and in a command that waits', async () => {
    await terminal.until(/Make them now\?/);
    await terminal.type('y');
    await terminal.until(/Merged[^]*\(akslab\) .*[#$]$/, 60);
    await terminal.key('C-c');
    await terminal.type('kubectl get pods --watch');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await terminal.key('C-c');
    await terminal.type('echo still $((40 + 2))');
    await terminal.until(/still 42/);
  });

  it('takes its lines from a pipe, without a prompt, and leaves with the code of the last', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [built('akslab'), 'shell'], {
      input: "alias k='kubectl version --client'\nk --short\nexit 3\n",
      encoding: 'utf8',
      env: { ...process.env, HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), SHELL: '/bin/bash' },
    });
    expect({ status, stdout, stderr }).to.deep.equal({ status: 3, stdout: 'Client Version: v1.20.2\n', stderr: '' });
  });
});
