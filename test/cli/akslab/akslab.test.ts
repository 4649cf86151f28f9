import { expect } from 'chai';
import { akslab } from '../../../cli/akslab/index.ts';
import { createMemoryLab } from '../../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { openLab } from '../../../cli/shared/node-lab.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { scratchFolder } from '../../support/scratch.ts';

describe('akslab', () => {
  const scratch = scratchFolder();
  async function run(...args: string[]) {
    const terminal = memoryTerminal({ files: 'folder', cwd: scratch.path });
    const lab = openLab({
      env: { AKSLAB_HOME: scratch.path, AKSLAB_NOW: '2021-01-15T12:00:00Z' },
      createWorld: fakeWorld,
      command: `akslab ${args.join(' ')}`,
    });
    const code = await akslab(args, terminal, lab);
    return { code, out: terminal.out, err: terminal.err };
  }
  const thing = async (command: string, name: string) => {
    const lab = openLab({ env: { AKSLAB_HOME: scratch.path, AKSLAB_NOW: '2021-01-15T12:00:00Z' }, createWorld: fakeWorld, command });
    return lab.arm({ method: 'PUT', path: `/things/${name}`, body: {} });
  };
  const things = async () => {
    const lab = openLab({ env: { AKSLAB_HOME: scratch.path, AKSLAB_NOW: '2021-01-15T12:00:00Z' }, createWorld: fakeWorld });
    return ((await lab.arm({ method: 'GET', path: '/things' })).body as unknown[]).length;
  };

  it('shows its commands when asked for nothing or for help', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { code, out } = await run(...args);
      expect(code).to.equal(0);
      expect(out).to.contain('akslab snapshot').and.to.contain('Takes the last command that');
    }
  });

  it('shows the options and examples of a command', async () => {
    const { code, out } = await run('env', '--help');
    expect(code).to.equal(0);
    expect(out).to.contain('Usage: akslab env [options]').and.to.contain('--undo').and.to.contain('eval "$(akslab env)"');
  });

  it('suggests the command or option that was meant', async () => {
    expect(await run('stauts')).to.deep.equal({
      code: 2,
      out: '',
      err: 'akslab: unknown command "stauts". Did you mean "status"?\nSee "akslab --help".\n',
    });
    expect(await run('env', '--udno')).to.deep.equal({
      code: 2,
      out: '',
      err: 'akslab: unknown option or argument "--udno". Did you mean "--undo"?\nSee "akslab env --help".\n',
    });
    expect((await run('env', '--shell', 'tcsh')).code).to.equal(2);
    expect((await run('status', 'extra')).code).to.equal(2);
  });

  for (const [line, told] of Object.entries({
    'scenario lnt':
      'unknown action "lnt". Did you mean "lint"? (new, record, check, lint, run, update, import, export, grade, schema)\nSee "akslab scenario --help".',
    'env --shell csh': 'unknown shell "csh". Did you mean "zsh"? (bash, zsh, fish, pwsh)\nSee "akslab env --help".',
    scenario: 'something is missing: akslab scenario <action> [paths..]\nSee "akslab scenario --help".',
    'scenario check --psp x.yaml': 'unknown option or argument "--psp".\nSee "akslab scenario --help".',
    'history --last abc': '--last takes a number\nSee "akslab history --help".',
    'history --last -3': '--last takes a number from 1 on, not -3\nSee "akslab history --help".',
    'clock advance': 'say how far: akslab clock advance 5m\nSee "akslab clock --help".',
    'scenario new a.yaml --cluster-version 1.20.1':
      '--cluster-version: AKS offers no Kubernetes 1.20.1 here: 1.20.2, 1.20.9\nSee "akslab scenario --help".',
    'scenario new a.yaml --cluster-version 1.26.3':
      '--cluster-version: there is no pod security policy in Kubernetes 1.26.3: 1.25 took it out; --no-psp makes a cluster without\nSee "akslab scenario --help".',
  }))
    it(`says what is wrong with "akslab ${line}"`, async () =>
      expect(await run(...line.split(' '))).to.deep.equal({ code: 2, out: '', err: `akslab: ${told}\n` }));

  for (const [line, told] of Object.entries({
    'scenario export walkthrough -o nosuch/x.sh': 'nosuch/x.sh: there is no such file or folder',
    'scenario new nosuch/x.yaml': 'nosuch/x.yaml: there is no folder nosuch',
    'snapshot import x nosuch.json': 'nosuch.json: there is no such file',
  }))
    it(`says which file "akslab ${line}" cannot use`, async () => {
      const { code, err } = await run(...line.split(' '));
      expect(code).to.equal(1);
      expect(err.replace(`${scratch.path}/`, '')).to.equal(`akslab: ${told}\n`);
    });

  it('shows of an action of scenario its own options and examples', async () => {
    const { out } = await run('scenario', 'check', '--help');
    expect(out)
      .to.contain('Usage: akslab scenario check SCENARIO... [options]')
      .and.to.not.contain('--force')
      .and.to.not.contain('grade homes');
    expect((await run('scenario', 'record', '--help')).out)
      .to.contain('--psp')
      .and.to.contain('akslab scenario record my-scenario.yaml');
  });

  it('completes words, and nothing but words, whatever $SHELL is', async () => {
    const before = process.env.SHELL;
    try {
      for (const shell of ['/bin/bash', '/usr/bin/zsh']) {
        process.env.SHELL = shell;
        const words = (await run('--get-yargs-completions', 'akslab', 'sta')).out.trim().split('\n');
        expect(words, shell).to.include.members(['status', 'snapshot']);
        expect(words.filter((word) => /\W/.test(word))).to.deep.equal([]);
      }
    } finally {
      if (before === undefined) delete process.env.SHELL;
      else process.env.SHELL = before;
    }
  });

  it('prints a completion script', async () => {
    const { code, out } = await run('completion');
    expect(code).to.equal(0);
    expect(out).to.contain('complete -o').and.to.contain('akslab');
    expect((await run('--get-yargs-completions', 'akslab', 'sn')).out).to.contain('snapshot\n');
    expect((await run('--get-yargs-completions', 'akslab', 'env', '--u')).out).to.contain('--undo');
  });

  it('prints its version', async () => {
    expect((await run('version')).out).to.match(/^akslab \d+\.\d+\.\d+ \(az 2\.45\.0, kubectl 1\.20\.2; Node /);
    expect((await run('--version')).out).to.match(/^akslab /);
  });

  it('needs an answer before it throws anything away', async () => {
    await thing('one', 'a');
    const { code, err } = await run('reset');
    expect({ code, err }).to.deep.equal({
      code: 1,
      err: `akslab: Throw away all that is in ${scratch.path}, snapshots excepted? Nobody can be asked here: say so with --yes\n`,
    });
    expect(await things()).to.equal(1);
    expect((await run('reset', '--yes')).code).to.equal(0);
    expect(await things()).to.equal(0);
  });

  it('saves, lists and loads snapshots, and takes a load back', async () => {
    await thing('one', 'a');
    expect((await run('snapshot', 'save', 'before')).out).to.equal('Saved as before.\n');
    await thing('two', 'b');
    expect((await run('snapshot', 'list')).out).to.equal('NAME    TIME IN THE SIMULATION\nbefore  2021-01-15T12:00:00.000Z\n');
    expect((await run('snapshot', 'load', 'before')).out).to.contain('Everything is as it was in before');
    expect(await things()).to.equal(1);
    expect((await run('undo')).out).to.equal('Taken back: akslab snapshot load before\n');
    expect(await things()).to.equal(2);
  });

  it('carries a snapshot to another home', async () => {
    await thing('one', 'a');
    await run('snapshot', 'save', 'x');
    expect((await run('snapshot', 'export', 'x', 'lab.json')).code).to.equal(0);
    await run('snapshot', 'delete', 'x');
    await run('reset', '--yes');
    expect((await run('snapshot', 'import', 'y', 'lab.json')).code).to.equal(0);
    await run('snapshot', 'load', 'y');
    expect(await things()).to.equal(1);
  });

  it('refuses snapshots that are none, and names that are no names', async () => {
    expect((await run('snapshot', 'load', 'nothing')).err).to.equal('akslab: no snapshot is called nothing\n');
    expect((await run('snapshot', 'save', '../up')).code).to.equal(2);
    expect((await run('snapshot', 'save')).err).to.contain('say which snapshot');
    expect((await run('snapshot', 'import', 'x', 'missing.json')).err).to.contain('missing.json: there is no such file');
  });

  it('shows and undoes what commands did', async () => {
    expect((await run('history')).out).to.equal('Nothing was asked for yet.\n');
    expect(await run('undo')).to.deep.equal({ code: 1, out: '', err: 'akslab: there is nothing to take back\n' });
    await thing('kubectl create a', 'a');
    await thing('kubectl create denied', 'denied');
    expect((await run('history')).out).to.equal(
      'WHEN                  AS  ANSWER   COMMAND\n2021-01-15T12:00:00Z  -   allowed  kubectl create a\n2021-01-15T12:00:00Z  -   refused  kubectl create denied\n',
    );
    expect((await run('undo')).out).to.equal('Taken back: kubectl create a\n');
    expect((await run('history')).out)
      .to.contain('undone   kubectl create a\n')
      .and.to.contain('refused  kubectl create denied\n');
  });

  it('puts no snapshot in the place of another unless it is told to', async () => {
    await run('snapshot', 'save', 'x');
    await run('snapshot', 'export', 'x', 'x.json');
    for (const line of [
      ['save', 'x'],
      ['import', 'x', 'x.json'],
    ]) {
      expect(await run('snapshot', ...line)).to.deep.equal({
        code: 1,
        out: '',
        err: 'akslab: there is a snapshot called x already; --force puts this one in its place\n',
      });
      expect((await run('snapshot', ...line, '--force')).code).to.equal(0);
    }
  });
});

describe('akslab clock', () => {
  const start = '2021-01-15T12:00:00Z';
  const scratch = scratchFolder();
  async function run(...args: string[]) {
    const terminal = memoryTerminal();
    const code = await akslab(['clock', ...args], terminal, openLab({ env: { AKSLAB_HOME: scratch.path }, createWorld: fakeWorld }));
    return { code, out: terminal.out, err: terminal.err };
  }

  it('stands where it was set, and advances', async () => {
    expect((await run('set', start)).out).to.equal(`${start} (standing still; waiting moves it); latency short\n`);
    expect((await run('advance', '1h5m')).out).to.contain('2021-01-15T13:05:00Z');
    expect((await run()).out).to.contain('2021-01-15T13:05:00Z');
  });

  it('goes ahead of real time', async () => {
    expect((await run('advance', '5m')).out).to.match(/Z \(5m ahead of real time\); latency short\n$/);
    expect((await run('real')).out).to.match(/\(real\)/);
  });

  it('sets the latency', async () => {
    expect((await run('latency', 'none')).out).to.match(/latency none\n$/);
    expect(await run('latency', 'little')).to.deep.include({ code: 2 });
  });

  it('refuses what is no duration and no time', async () => {
    for (const args of [['advance', 'soon'], ['advance'], ['advance', '5'], ['set', 'noon'], ['jump']])
      expect((await run(...args)).code).to.equal(2);
  });
});

describe('akslab status', () => {
  it('says what there is, for people and programs', async () => {
    const terminal = memoryTerminal();
    const lab = createMemoryLab({ createWorld: fakeWorld });
    expect(await akslab(['status'], terminal, lab)).to.equal(0);
    expect(terminal.out).to.contain('Home:     /home/trainee/.akslab').and.to.contain('No clusters.');
    const json = memoryTerminal();
    await akslab(['status', '--json'], json, lab);
    expect(JSON.parse(json.out)).to.include({ home: '/home/trainee/.akslab', inEnvironment: false });
  });
});
