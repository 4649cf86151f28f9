import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const TWO = `apiVersion: v1
kind: Pod
metadata: {name: two, labels: {app: two}}
spec:
  containers:
  - {name: a, image: nginx, securityContext: {runAsUser: 1000, runAsGroup: 3000}}
  - {name: b, image: busybox, command: [sh, -c, "echo one; echo two; sleep 3600"]}
`;

async function running(): Promise<KubectlLab> {
  const cluster = await kubectlLab({
    'two.yaml': TWO,
    'done.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: done}\nspec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: ["true"]}]}\n',
  });
  await cluster.run('apply -f two.yaml -f done.yaml');
  const end = cluster.lab.clock.now() + 10_000;
  while (cluster.lab.clock.now() < end) await cluster.lab.change({ until: end });
  return cluster;
}

describe('kubectl logs', () => {
  let cluster: KubectlLab;
  before(async () => (cluster = await running()));

  it("shows a container's log", async () =>
    expect(await cluster.run('logs two -c b')).to.deep.equal({ code: 0, out: 'one\ntwo\n', err: '' }));
  it('takes the container as an argument too', async () => expect((await cluster.run('logs pod/two b')).out).to.equal('one\ntwo\n'));
  it('shows the last lines', async () => expect((await cluster.run('logs two b --tail=1')).out).to.equal('two\n'));
  it('puts pod and container before each line', async () =>
    expect((await cluster.run('logs two b --prefix')).out).to.equal('[pod/two/b] one\n[pod/two/b] two\n'));
  it('shows all containers', async () =>
    expect((await cluster.run('logs -l app=two --all-containers --prefix')).out).to.match(
      /^\[pod\/two\/a\] [^]*\n\[pod\/two\/b\] one\n\[pod\/two\/b\] two\n$/,
    ));
  it('follows a log to its end', async () => expect((await cluster.run('logs -f done')).code).to.equal(0));

  for (const [line, err] of [
    [
      'logs',
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples\n",
    ],
    ['logs nope', 'Error from server (NotFound): pods "nope" not found\n'],
    ['logs two', 'error: a container name must be specified for pod two, choose one of: [a b]\n'],
    ['logs two -c x', 'error: container x is not valid for pod two\n'],
    ['logs two b -c a', "error: only one of -c or an inline [CONTAINER] arg is allowed\nSee 'kubectl logs -h' for help and examples\n"],
    ['logs two -l a=b', "error: only a selector (-l) or a POD name is allowed\nSee 'kubectl logs -h' for help and examples\n"],
    ['logs two --tail=-2', 'error: --tail must be greater than or equal to -1\n'],
  ] as const) {
    it(`says of "${line}": ${err.split('\n')[0]}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
  }
});

describe('kubectl exec', () => {
  let cluster: KubectlLab;
  before(async () => (cluster = await running()));

  it('runs a program as the user that the container has', async () =>
    expect(await cluster.run('exec two -c a -- id -u')).to.deep.equal({ code: 0, out: '1000\n', err: '' }));
  it('takes the first container, and says so', async () =>
    expect(await cluster.run('exec two -- id -u')).to.deep.equal({
      code: 0,
      out: '1000\n',
      err: "Defaulting container name to a.\nUse 'kubectl describe pod/two -n default' to see all of the containers in this pod.\n",
    }));
  it("ends with the program's exit code", async () =>
    expect(await cluster.run("exec two -c b -- sh -c 'exit 3'")).to.deep.equal({
      code: 3,
      out: '',
      err: 'command terminated with exit code 3\n',
    }));
  it('warns of a command without dashes', async () =>
    expect((await cluster.run('exec two -c a id')).err).to.equal(
      'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n',
    ));
  it('runs a shell line by line', async () =>
    expect((await cluster.run('exec -i two -c a -- sh', { stdin: 'id -u\nid -g\nexit 4\n' })).out).to.equal('1000\n3000\n'));

  for (const [line, err] of [
    [
      'exec',
      "error: expected 'exec (POD | TYPE/NAME) COMMAND [ARG1] [ARG2] ... [ARGN]'.\nPOD or TYPE/NAME and COMMAND are required arguments for the exec command\nSee 'kubectl exec -h' for help and examples\n",
    ],
    ['exec two', 'error: you must specify at least one command for the container\n'],
    ['exec nope -- id', 'Error from server (NotFound): pods "nope" not found\n'],
    ['exec done -- id', 'error: cannot exec into a container in a completed pod; current phase is Succeeded\n'],
    ['exec two -c x -- id', 'Error from server (BadRequest): container x is not valid for pod two\n'],
  ] as const) {
    it(`says of "${line}": ${err.split('\n')[0]}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
  }
});

describe('commands that are not simulated', () => {
  for (const name of ['attach', 'port-forward', 'proxy', 'cp', 'debug']) {
    it(`${name} says so`, async () => {
      const { run } = await kubectlLab();
      const { code, out, err } = await run(`${name} web`);
      expect([code, out]).to.deep.equal([1, '']);
      expect(err).to.match(new RegExp(`^error: akslab does not simulate kubectl ${name} yet: `));
    });
  }
});
