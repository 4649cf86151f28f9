import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

const NAME = 'user-and-service-account';

describe('akslab learn, typed into', () => {
  const scratch = scratchFolder();
  let terminal: TypedTerminal;
  let opened = false;
  const env = (more: Record<string, string> = {}) => ({
    HOME: scratch.path,
    AKSLAB_HOME: join(scratch.path, 'lab'),
    LANG: 'C.UTF-8',
    EDITOR: 'sed -i s/nginx/busybox/',
    ...more,
  });
  const command = (args: string) => `${process.execPath} ${built('akslab')} learn ${args}`;
  const open = (args: string, before = '') => {
    terminal = openTerminal(`${before} ${command(args)}; echo "left with $?"; sleep 600`, { env: env(), cwd: scratch.path, columns: 80 });
    opened = true;
  };
  /** Types a line and waits for the prompt of a step, and for something on the screen before it. */
  const answer = async (line: string, step: number, shown = /(?:)/) => {
    await terminal.clear();
    await terminal.type(line);
    return terminal.until(new RegExp(`${shown.source}[^]*${NAME} ${step}/5 \\$$`, 'm'), 60);
  };
  const prompt = (step: number) => terminal.until(new RegExp(`${NAME} ${step}/5 \\$$`), 60);

  /** Ends the terminal, if one is open. */
  const close = () => {
    if (opened) terminal.end();
    opened = false;
  };
  afterEach(close);

  it('leads from the first line to the certificate, by wrong answers, hints, undo, quit and resume', async () => {
    open(`${NAME} --name Ada`);
    const first = await prompt(1);
    expect(first)
      .to.contain('── Step 1 of 5')
      .and.to.contain(`Files lie in ${join(scratch.path, `lab/learn/${NAME}/work`)}`);
    expect(first.split('\n').filter((line) => line.length > 80 && !line.includes('Files lie in'))).to.deep.equal([]);

    await answer('kubectl --as=mia apply -f typo.yaml', 1, /the path "typo.yaml" does not exist/);
    await answer('kubectl get psp | grep baseline | wc -l', 1, /^1$/m);
    await answer('hint', 1, /▲ /);
    await answer('hint', 1, /There are no more hints/);
    await answer('kubectl --as=mia apply -f pod.yaml', 2, /pod\/single created\n✔ Step done\./);
    await answer('solution', 2, /kubectl --as=mia apply -f deployment\.yaml/);
    await answer('kubectl --as=mia apply -f deployment.yaml', 3, /✔ Step done\./);
    await answer('why', 3, /Ways out, the least first/);
    await terminal.clear();
    await terminal.type('quit');
    await terminal.until(/goes on from here\.\nleft with 0/);
    close();

    open(`${NAME} --name Ada`);
    expect(await prompt(3)).to.contain('Welcome back. You go on where you stopped.');
    await answer('kubectl get deployment web -n team', 4, /✔ Step done\./);
    await answer('skip', 5, /── Step 5 of 5/);
    await answer('kubectl delete deployment web -n team', 5, /deleted/);
    await answer('undo', 5, /as it was when this step began/);
    await answer('status', 5, /- +4\. Find the refusal \(skipped\)/);
    await terminal.clear();
    await terminal.type('kubectl create rolebinding default-uses-baseline -n team --role=use-baseline --serviceaccount=team:default');
    // The replica set controller tries again when it does: perhaps at once.
    if (!(await terminal.until(/created\n[^]*(5\/5 \$$|left with)/)).includes('left with'))
      await terminal.type('akslab clock advance 20m && kubectl rollout status deployment/web -n team');
    const end = await terminal.until(/left with 0/, 60);
    expect(end)
      .to.contain('CERTIFICATE')
      .and.to.contain('Ada')
      .and.to.match(/Steps +4 of 5, 1 skipped\n +Hints +1\n +Solutions +1/);
  });

  it('hands the terminal to watches and editors, and takes pasted lines and heredocs', async () => {
    open(NAME);
    await prompt(1);
    await terminal.type('kubectl get pods -n team --watch');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await terminal.key('C-c');
    await answer('echo still $((40 + 2))', 1, /still 42/);
    await answer('edit pod.yaml', 1);
    await answer('grep image pod.yaml', 1, /image: busybox/);
    await terminal.clear();
    await terminal.paste("cat > x.yaml <<'EOF'\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nEOF\nkubectl create -f x.yaml\n");
    expect(await terminal.until(/configmap\/x created[^]*\$$/)).to.match(
      /^cat > x\.yaml <<'EOF'\n> apiVersion: v1\n> kind: ConfigMap\n> metadata: \{name: x\}\n> EOF\n/,
    );
    await answer('kubectl edit configmap x', 1, /Edit cancelled|edited/);
    await terminal.key('h');
    await terminal.key('C-c');
    await terminal.until(/\$ h\^C\n.*\$$/);
    await terminal.clear();
    await terminal.key('kubectl get podsec');
    await terminal.key('Tab');
    await terminal.until(/podsecuritypolicies $|podsecuritypolicies$/);
    await terminal.type('baseline');
    await terminal.until(/kubectl get podsecuritypolicies +baseline\n[^]*\$$/);
    expect(readFileSync(join(scratch.path, `lab/learn/${NAME}/work/x.yaml`), 'utf8')).to.contain('ConfigMap');
  });

  it('works on a dumb terminal, and without colour', async () => {
    open(NAME, 'TERM=dumb');
    await prompt(1);
    await answer('hint', 1, /note: /);
    await answer('kubectl --as=mia apply -f pod.yaml', 2, /ok: Step done\./);
    await terminal.type('kubectl get pods -n team --watch');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await terminal.key('C-c');
    await answer('echo still $((40 + 2))', 2, /still 42/);
    close();
    terminal = openTerminal(`NO_COLOR=1 ${command(NAME)} | cat -v; sleep 600`, { env: env(), cwd: scratch.path });
    opened = true;
    expect(await prompt(2)).to.not.contain('^[');
  });

  it('takes its lines from a pipe', () => {
    const run = () =>
      execFileSync(process.execPath, [built('akslab'), 'learn', NAME], {
        input: 'kubectl --as=mia apply -f pod.yaml\nstatus\n',
        encoding: 'utf8',
        env: { ...process.env, ...env() },
      });
    const out = run();
    expect(out)
      .to.contain(`${NAME} 1/5 $ kubectl --as=mia apply -f pod.yaml\npod/single created\n`)
      .and.to.contain('Step 2 of 5')
      .and.to.not.contain('\x1b[');
  });

  it('begins anew where it was killed while it made the cluster', async () => {
    const args = [built('akslab'), 'learn', NAME];
    const first = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, ...env() } });
    const kubeconfig = join(scratch.path, `lab/learn/${NAME}/home/kubeconfig`);
    for (const end = Date.now() + 30_000; !existsSync(kubeconfig) && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill('SIGKILL');
    await once(first, 'close');
    expect(existsSync(join(scratch.path, `lab/learn/${NAME}/progress.json`))).to.equal(false);
    const out = execFileSync(process.execPath, args, {
      input: 'kubectl --as=mia apply -f pod.yaml\n',
      encoding: 'utf8',
      env: { ...process.env, ...env() },
    });
    expect(out).to.contain('pod/single created\n').and.to.contain('Step 2 of 5');
  });

  it('says what is wrong with progress that cannot be read', () => {
    mkdirSync(join(scratch.path, `lab/learn/${NAME}`), { recursive: true });
    writeFileSync(join(scratch.path, `lab/learn/${NAME}/progress.json`), '{');
    expect(() =>
      execFileSync(process.execPath, [built('akslab'), 'learn', NAME], {
        input: '',
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, ...env() },
      }),
    ).to.throw(/--restart` starts over/);
  });
});
