import { expect } from 'chai';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIO } from '../../../scenarios/schema.ts';
import { runAkslab } from '../../support/akslab.ts';
import { scratchFolder } from '../../support/scratch.ts';

describe('akslab scenario', () => {
  const scratch = scratchFolder();
  const at = (name: string) => join(scratch.path, name);
  const run = (args: string[], stdin?: string) => runAkslab(args, { cwd: scratch.path, stdin });
  const scenario = (action: string, ...args: string[]) => run(['scenario', action, ...args]);
  const file = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const STEPS =
    'akslab: 1\ntitle: T\nsteps:\n- {title: A, run: {run: echo a, expect: {stdout: a}}, hints: [h]}\n- {title: B, run: {run: echo b, expect: {stdout: c}}, hints: [h]}\n- {title: C, run: "true", hints: [h]}\n';

  it('prints the schema', async () => {
    expect(JSON.parse((await scenario('schema')).out)).to.deep.equal(JSON.parse(JSON.stringify(SCENARIO)));
  });

  it('writes a file to start from, which lint finds nothing against, and never over another', async () => {
    expect(await scenario('new', at('mine.yaml'), '--title', 'My: own')).to.deep.include({ code: 0, err: '' });
    expect(await scenario('lint', at('mine.yaml'))).to.deep.equal({ code: 0, out: `✔ ${at('mine.yaml')}\n`, err: '' });
    expect(readFileSync(at('mine.yaml'), 'utf8'))
      .to.contain('title: "My: own"')
      .and.to.contain('# An exercise');
    expect(await scenario('new', at('mine.yaml'))).to.deep.include({
      code: 1,
      err: `akslab: ${at('mine.yaml')} is there already; --force writes over it\n`,
    });
  });

  it('records what is typed, and what it records passes', async () => {
    const typed =
      "kubectl create namespace team\ncat > pod.yaml <<'EOF'\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: nginx}]}\nEOF\nkubectl apply -f pod.yaml -n team\nls\ndrop\nkubectl get pods -n team | wc -l\nquit\n";
    const { code, out } = await run(['scenario', 'record', at('r.yaml'), '--title', 'Recorded'], typed);
    expect(code).to.equal(0);
    expect(out).to.contain('pod/p created\n').and.to.contain('Forgot: ls\n').and.to.contain('Wrote ').and.to.contain(': 4 steps.');
    expect(await scenario('check', at('r.yaml'))).to.deep.include({ code: 0 });
    expect((await run(['test', at('r.yaml')])).out).to.match(/^✔ r \(4 steps, /);
  });

  it('checks without running, and says where', async () => {
    expect(await scenario('check', file('a.yaml', STEPS.replace('hints: [h]}', 'hnits: [h]}')))).to.deep.include({
      code: 2,
      out: `✘ ${at('a.yaml')}:4:55: unknown key "hnits" in steps[0] (did you mean hints?)\n`,
    });
    const { code, out } = await scenario(
      'check',
      file('b.yaml', 'akslab: 1\ntitle: T\nsteps:\n- title: A\n  files: {a.yaml: "a: [1"}\n  run: echo\n'),
    );
    expect(code).to.equal(1);
    expect(out).to.contain('step a: a.yaml does not parse: ');
  });

  it('lints: a check of what must stay impossible may hold all along, beside another that does not', async () => {
    const steps = (check: string) =>
      file(
        'a.yaml',
        `akslab: 1
title: T
cluster: {version: 1.18.8}
steps:
- {title: A, solution: kubectl create ns x, check: [${check}], hints: [h]}
`,
      );
    const guard = '{denied: {as: eve, verb: delete, resource: namespaces, name: x}}';
    expect((await scenario('lint', steps(`{exists: {kind: ns, name: x}}, ${guard}`))).code).to.equal(0);
    const { code, out } = await scenario('lint', steps(guard));
    expect(code).to.equal(1);
    expect(out).to.contain('step a: the check "eve may not delete namespaces/x" holds before the solution, so that it proves nothing');
  });

  it('lints: what proves nothing, what does not pass, what trainees would miss', async () => {
    const { code, out } = await scenario(
      'lint',
      file(
        'a.yaml',
        `akslab: 1
title: T
cluster: {version: 1.18.8}
steps:
- {title: A, solution: kubectl create ns x, check: [{exists: {kind: ns, name: default}}], hints: [h]}
- {title: B, solution: kubectl create ns x}
`,
      ),
    );
    expect(code).to.equal(1);
    expect(out).to.contain('step a: the check "ns default exists" holds before the solution, so that it proves nothing');
    expect(out)
      .to.contain('step b: an exercise needs a check')
      .and.to.contain('step b: it has no hints')
      .and.to.contain('step b: its solution does not pass:');
  });

  it('runs past what fails, or not; one step alone', async () => {
    const path = file('s.yaml', STEPS);
    expect((await scenario('run', path)).out)
      .to.contain('- c\n+ b\n')
      .and.to.contain('── Step 3 of 3: C')
      .and.to.contain('2 of 3 steps as expected, 1 not');
    expect(await scenario('run', path).then((r) => r.code)).to.equal(1);
    expect((await scenario('run', path, '--fail-fast')).out).to.not.contain('── Step 3');
    expect((await scenario('run', path, '--only', 'a')).out.match(/── Step.*/g)).to.deep.equal(['── Step 1 of 3: A']);
    expect((await scenario('run', path, '--only', 'z')).err).to.contain('there is no step "z"; the steps are a, b, c');
  });

  it('updates expectations in place', async () => {
    const path = file('s.yaml', STEPS);
    expect(await scenario('update', path)).to.deep.equal({ code: 0, out: `b: stdout\nRewrote 1 in ${path}.\n`, err: '' });
    expect((await run(['test', path])).code).to.equal(0);
    expect((await scenario('update', path)).out).to.equal(`${path} says what comes.\n`);
  });

  it('imports the article, and tells its errata', async () => {
    const { code, err } = await scenario(
      'import',
      join(import.meta.dirname, '../../scenarios/import/article.md'),
      '--output',
      at('article.yaml'),
    );
    expect(code).to.equal(0);
    expect(err)
      .to.match(/article\.md:277: psp-deny-privileged\.yaml as printed does not parse/)
      .and.to.contain('28 steps, 6 findings.\n');
    expect((await run(['test', at('article.yaml')])).code).to.equal(0);
    expect((await scenario('import', at('none.md'))).err).to.contain('there is no such file or folder');
  });

  it('exports in three forms', async () => {
    const path = file('s.yaml', STEPS);
    expect((await scenario('export', path)).out).to.match(/^#!\/usr\/bin\/env bash\n/);
    expect((await scenario('export', path, '--format', 'markdown')).out).to.match(/^# T\n/);
    expect(JSON.parse((await scenario('export', path, '--format', 'asciicast')).out.split('\n')[0]!)).to.include({ version: 2 });
    expect(await scenario('export', path, '--format', 'pdf')).to.deep.include({
      code: 2,
      err: 'akslab: scenario export knows the formats bash, markdown, asciicast, not "pdf"\nSee "akslab scenario --help".\n',
    });
  });

  it('grades a folder of homes', async () => {
    mkdirSync(at('homes/ada/learn/walkthrough'), { recursive: true });
    mkdirSync(at('homes/bob/learn/walkthrough'), { recursive: true });
    const step = { hints: 1, solution: false, skipped: false, done: true, lines: 2 };
    file(
      'homes/ada/learn/walkthrough/progress.json',
      JSON.stringify({
        scenario: 'walkthrough',
        version: '1',
        step: 2,
        steps: { a: step, b: { ...step, done: false, skipped: true } },
        started: 0,
      }),
    );
    file('homes/bob/learn/walkthrough/progress.json', '{');
    const { out } = await scenario('grade', at('homes'));
    expect(out.split('\n').slice(0, 2)).to.deep.equal([
      'trainee,scenario,version,step,done,skipped,hints,solutions,finished,problem',
      'ada,walkthrough,1,2,1,1,2,0,false,',
    ]);
    expect(out.split('\n')[2]).to.match(/^bob,walkthrough,.*progress\.json: /);
    expect(JSON.parse((await scenario('grade', at('homes'), '--format', 'json')).out)).to.have.length(2);
    mkdirSync(at('homes/cem'));
    expect((await scenario('grade', at('homes'))).out).to.contain('\ncem,,,0,0,0,0,0,false,no scenario was begun\n');
  });

  it('asks for the path that it needs', async () => {
    expect(await scenario('run')).to.deep.include({
      code: 2,
      err: 'akslab: scenario run takes one scenario, not none\nSee "akslab scenario --help".\n',
    });
  });
});

describe('akslab test', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]) => runAkslab(['test', ...args], { cwd: scratch.path });
  const file = (name: string, run: string) => {
    const path = join(scratch.path, name);
    writeFileSync(path, `akslab: 1\ntitle: T\nsteps: [{title: One, run: ${JSON.stringify(run)}}]\n`);
    return path;
  };

  it('exits with 0, 1 or 2, and shows of what fails the failing step alone', async () => {
    file('a.yaml', 'true');
    expect(await run(scratch.path)).to.deep.include({ code: 0 });
    file('b.yaml', 'exit 3');
    const failed = await run(scratch.path);
    expect(failed.code).to.equal(1);
    expect(failed.out.replace(/\d+ ms/, 'N ms')).to.equal(
      '✔ a (1 step, N ms)\n✘ b, step 1: One\n    $ exit 3\n    exit code: expected 0, got 3\n1 passed, 1 failed\n',
    );
    writeFileSync(join(scratch.path, 'c.yaml'), 'akslab: 9\n');
    const broken = await run(scratch.path);
    expect(broken.code).to.equal(2);
    expect(broken.out).to.match(/✘ .*c\.yaml: broken\n[^]*c\.yaml:1:1: the scenario has no "title"/);
  });

  it('shares the work out, each scenario to one shard', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) file(`${name}.yaml`, 'true');
    const shards = await Promise.all([1, 2, 3].map((n) => run('--shard', `${n}/3`, scratch.path)));
    expect(shards.flatMap((s) => s.out.match(/✔ \w/g) ?? []).sort()).to.deep.equal(['✔ a', '✔ b', '✔ c', '✔ d', '✔ e']);
    expect((await run('--shard', '4/3', scratch.path)).code).to.equal(2);
  });

  it('leaves a shard without work green', async () => {
    file('a.yaml', 'true');
    expect(await run('--shard', '2/2', scratch.path)).to.deep.equal({ code: 0, out: '0 passed, 0 failed\n', err: '' });
    expect(await run('--only', 'zz', scratch.path)).to.deep.include({
      code: 2,
      err: `akslab: there are no scenarios in ${scratch.path} whose name contains "zz"\nSee "akslab test --help".\n`,
    });
  });

  it('finds scenarios below a folder, and leaves manifests beside them alone', async () => {
    for (const folder of ['team/one', 'node_modules/x']) mkdirSync(join(scratch.path, folder), { recursive: true });
    file('team/one/a.yaml', 'true');
    file('node_modules/x/b.yaml', 'false');
    writeFileSync(join(scratch.path, 'pod.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n');
    expect((await run(scratch.path)).out).to.match(/^✔ a \(1 step, \d+ ms\)\n1 passed, 0 failed\n$/);
  });

  it('says before it runs that a report cannot be written', async () => {
    expect(await run('--report', 'tap', '--output', 'nosuch/r.tap', file('a.yaml', 'true'))).to.deep.equal({
      code: 2,
      out: '',
      err: 'akslab: --output nosuch/r.tap: there is no folder nosuch\nSee "akslab test --help".\n',
    });
  });

  it('writes a report to a file, or instead of its own output', async () => {
    const path = file('a.yaml', 'true');
    const report = join(scratch.path, 'r.xml');
    expect((await run('--report', 'junit', '--output', report, path)).out).to.contain('1 passed, 0 failed');
    expect(readFileSync(report, 'utf8')).to.contain('<testsuite');
    expect((await run('--report', 'tap', path)).out).to.match(/^TAP version/);
  });

  it('passes the library', async () => {
    const { code, out } = await run(join(import.meta.dirname, '../../../scenarios/library'));
    expect(out).to.contain('12 passed, 0 failed\n');
    expect(code).to.equal(0);
  });
});
