import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

const POLICY = `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: baseline}
spec:
  seLinux: {rule: RunAsAny}
  runAsUser: {rule: RunAsAny}
  supplementalGroups: {rule: RunAsAny}
  fsGroup: {rule: RunAsAny}
  volumes: ['*']
`;
const PRIVILEGED = `cat > pod.yaml <<EOF
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx, securityContext: {privileged: true}}]}
EOF
`;

describe('akslab scenario record, typed into', () => {
  const scratch = scratchFolder();
  let terminal: TypedTerminal | undefined;
  afterEach(() => {
    terminal?.end();
    terminal = undefined;
  });

  /** Records into rec.yaml; EDITOR puts the policy where it is told to. */
  const open = async (before = '') => {
    writeFileSync(join(scratch.path, 'given.yaml'), POLICY);
    const env = { HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), LANG: 'C.UTF-8', EDITOR: `cp ${scratch.path}/given.yaml` };
    const command = `${before} ${process.execPath} ${built('akslab')} scenario record rec.yaml --title Recorded; echo "left with $?"; sleep 600`;
    terminal = openTerminal(command, { env, cwd: scratch.path, columns: 80 });
    await terminal.until(/^record \$$/m, 60);
    return terminal;
  };
  const answer = async (text: string, shown = /(?:)/) => {
    await terminal!.clear();
    if (text.includes('\n')) await terminal!.paste(text);
    else await terminal!.type(text);
    return terminal!.until(new RegExp(`${shown.source}[^]*^record \\$$`, 'm'), 60);
  };
  const file = () => join(scratch.path, 'rec.yaml');
  /** Exit code of `akslab test` on the file. */
  const tested = () => {
    try {
      execFileSync(process.execPath, [built('akslab'), 'test', file()], { stdio: 'pipe', env: { ...process.env, HOME: scratch.path } });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  };

  it('writes a scenario that is green as it is, and red when its policy is changed', async () => {
    await open();
    await answer('edit psp.yaml');
    await answer('kubectl apply -f psp.yaml', /podsecuritypolicy.policy\/baseline created/);
    await answer('kubectl create rolebinding dev --clusterrole=edit --user=dev');
    await answer('kubectl create role use --verb=use --resource=podsecuritypolicies.policy --resource-name=baseline');
    await answer('kubectl create rolebinding use --role=use --user=dev');
    await answer(PRIVILEGED);
    await answer('kubectl --as=dev apply -f pod.yaml', /Privileged containers are not allowed/);
    await answer('kubectl get psp | grep baseline', /baseline/);
    await answer('az aks list --output table', /myAKSCluster/);
    await answer('echo nothing', /^nothing$/m);
    await answer('drop', /Forgot: echo nothing/);
    await answer('help', /forget the last line/);
    await terminal!.type('quit');
    await terminal!.until(/Wrote rec\.yaml: 8 steps\.[^]*left with 0/);
    expect(tested()).to.equal(0);
    const text = readFileSync(file(), 'utf8');
    expect(text).to.contain('title: Recorded').and.to.not.contain('echo nothing').and.to.not.contain('\x1b');
    writeFileSync(
      file(),
      text.replace('metadata: {name: baseline}\n      spec:', 'metadata: {name: baseline}\n      spec:\n        privileged: true'),
    );
    expect(readFileSync(file(), 'utf8')).to.not.equal(text);
    expect(tested()).to.equal(1);
  });

  it('survives a watch that nothing ends, Ctrl-C and the loss of its terminal', async () => {
    const here = await open();
    await answer('kubectl create namespace team', /created/);
    await here.clear();
    await here.type('kubectl get namespace team --watch');
    await here.until(/team +Active/);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await here.key('C-c');
    await here.until(/Interrupted, so it becomes no step\.\nrecord \$$/);
    await here.key('half');
    await here.key('C-c');
    await here.until(/half\^C\nrecord \$$/);
    await answer('kubectl get namespace team', /team +Active/);
    here.end();
    terminal = undefined;
    expect(readFileSync(file(), 'utf8').match(/run: kubectl/g)).to.have.lengthOf(2);
    expect(tested()).to.equal(0);
  });

  it('ends with Ctrl-D, writes nothing where nothing was typed, and works on a dumb terminal', async () => {
    const here = await open('TERM=dumb');
    await here.key('C-d');
    await here.until(/akslab: nothing was typed, so nothing is written\nleft with 1/);
  });
});
