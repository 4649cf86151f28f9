import { expect } from 'chai';
import { pod, workbench } from '../workbench.ts';

function bench(container: object = {}, spec: object = {}) {
  const made = workbench();
  made.create('configmaps', { metadata: { name: 'cfg' }, data: { 'a.txt': 'hello\n' } });
  made.create('pods', pod('web', { image: 'nginx:alpine', ...container }, spec));
  const query = (argv: string[]): string => argv.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  return {
    ...made,
    exec: (...argv: string[]) => made.cluster.ask('POST', `/api/v1/namespaces/x/pods/web/exec?${query(argv)}`).body,
    log: (options = '') => made.cluster.ask('GET', `/api/v1/namespaces/x/pods/web/log?${options}`).body,
  };
}

describe('exec', () => {
  it('is run as the user and groups that the pod was given', () => {
    const { exec } = bench({}, { securityContext: { runAsUser: 2000, runAsGroup: 3000, fsGroup: 5, supplementalGroups: [100] } });
    expect(exec('id')).to.deep.equal({ stdout: 'uid=2000 gid=3000 groups=3000,5(tty),100\n', stderr: '', exitCode: 0 });
    expect(exec('whoami')).to.deep.equal({ stdout: '', stderr: 'whoami: unknown uid 2000\n', exitCode: 1 });
    expect(bench().exec('whoami').stdout).to.equal('root\n');
  });

  it('finds the environment, the mounted files and the host name', () => {
    const { exec } = bench(
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'N', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        ],
        volumeMounts: [{ name: 'v', mountPath: '/etc/cfg' }],
      },
      { volumes: [{ name: 'v', configMap: { name: 'cfg' } }] },
    );
    expect(exec('sh', '-c', 'echo "$A ${N}" \'$A\'').stdout).to.equal('1 web $A\n');
    expect(exec('ls', '/etc/cfg').stdout).to.equal('a.txt\n');
    expect(exec('cat', '/etc/cfg/a.txt').stdout).to.equal('hello\n');
    expect(exec('hostname').stdout).to.equal('web\n');
  });

  it("meets a file system that is read-only, and one that is root's", () => {
    expect(bench({ securityContext: { readOnlyRootFilesystem: true } }).exec('touch', '/tmp/x')).to.deep.equal({
      stdout: '',
      stderr: 'touch: /tmp/x: Read-only file system\n',
      exitCode: 1,
    });
    expect(bench({ securityContext: { runAsUser: 5 } }).exec('touch', '/x').stderr).to.equal('touch: /x: Permission denied\n');
    expect(bench().exec('touch', '/x').exitCode).to.equal(0);
  });

  it('ends as the script does', () => {
    const { exec } = bench();
    expect(exec('sh', '-c', 'false || echo a; true && exit 4; echo b')).to.deep.equal({ stdout: 'a\n', stderr: '', exitCode: 4 });
    expect(exec('sh', '-c', 'nope')).to.deep.equal({ stdout: '', stderr: 'sh: nope: not found\n', exitCode: 127 });
  });

  it('says what it does not simulate', () => {
    const { exec } = bench();
    expect(exec('sh').message).to.equal(
      "akslab does not simulate interactive shells yet: give it a script (sh -c 'id; ls') or name a command",
    );
    expect(exec('curl', 'x').message).to.match(/^akslab does not simulate the program "curl" inside containers yet: it knows sh -c, cat, /);
    expect(exec('sleep', 'infinity').message).to.equal(
      'akslab does not simulate programs that run on, loops, pipes and redirections inside exec yet',
    );
  });

  it('needs a container that runs', () => {
    expect(bench({ image: 'akslab.example/crash' }).exec('id').message).to.equal('unable to upgrade connection: container not found ("a")');
  });
});

describe('logs', () => {
  it('are what the command wrote', () => {
    expect(bench({ image: 'busybox', command: ['sh', '-c', 'echo one; echo two; sleep 100'] }).log()).to.equal('one\ntwo\n');
  });

  it('can be cut and stamped', () => {
    const { log, pass } = bench({ image: 'busybox', command: ['sh', '-c', 'echo one; echo two; sleep 100'] });
    expect(log('tailLines=1&timestamps=true')).to.equal('2020-06-01T00:00:00.000000000Z two\n');
    expect(log('limitBytes=2')).to.equal('on');
    pass(10);
    expect(log('sinceSeconds=5')).to.equal('');
  });

  it('of a container that ended before stay', () => {
    const { log, pass } = bench({ image: 'akslab.example/crash' });
    expect(log('previous=true').message).to.equal('previous terminated container "a" in pod "web" not found');
    pass(2);
    expect(log()).to.equal('akslab.example/crash: fatal: this image always fails\n');
    expect(log('previous=true')).to.equal(log());
  });

  it('are refused while there is nothing to read', () => {
    expect(bench({ image: 'akslab.example/not-found' }).log().message).to.equal(
      'container "a" in pod "web" is waiting to start: trying and failing to pull image',
    );
  });
});
