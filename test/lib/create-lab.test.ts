import { expect, use } from 'chai';
import { akslabChai } from '../../lib/chai.ts';
import { createLab, type AksLab } from '../../lib/create-lab.ts';

use(akslabChai);

const pod = (name: string, securityContext?: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'a', image: 'nginx', ...(securityContext ? { securityContext } : {}) }] },
});

describe('lib: createLab', () => {
  let lab: AksLab;
  let start: unknown;

  before(async () => {
    lab = await createLab();
    await lab.kubectl('create rolebinding jane --clusterrole=edit --user=jane');
    start = await lab.snapshot();
  });
  afterEach(() => lab.restore(start));
  after(() => lab.close());

  it('makes a cluster with pod security policy unless told otherwise', async () => {
    expect((await lab.kubectl(['get', 'psp', '-o', 'name'])).stdout).to.equal('podsecuritypolicy.policy/privileged\n');
    const bare = await createLab({ cluster: false });
    expect((await bare.az('aks list -o tsv')).stdout).to.equal('');
    bare.close();
  });

  it('says with az what cannot be made', async () => {
    let message = '';
    await createLab({ cluster: { version: '9.9.9' } }).catch((error) => (message = error.message));
    expect(message).to.match(/az aks create .*9\.9\.9/s);
  });

  it('takes the words of a command as a shell does', async () => {
    for (const line of [
      "get psp -o jsonpath='{.items[0].metadata.name} {.kind}'",
      'get psp -o jsonpath="{.items[0].metadata.name} {.kind}"',
      'get psp -o jsonpath={.items[0].metadata.name}\\ {.kind}',
    ])
      expect((await lab.kubectl(line)).stdout, line).to.equal('privileged List');
  });

  it('says what is wrong with a manifest, a duration, or a lab without a cluster', async () => {
    const said = (action: Promise<unknown>) =>
      action.then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await said(lab.apply('x'))).to.equal('akslab: a manifest needs apiVersion, kind and metadata.name');
    expect(await said((async () => lab.clock.advance('5 minutes'))())).to.equal('"5 minutes" is no duration: write it as 30s, 5m or 2h');
    const bare = await createLab({ cluster: false });
    expect(await said(bare.apply(pod('a')))).to.equal(
      'akslab: this lab has no cluster to ask: make one with lab.az, and fetch its credentials with `aks get-credentials`',
    );
    bare.close();
  });

  it('asks the API server as the administrator and as others', async () => {
    expect(await lab.apply(pod('a', { privileged: true }))).to.be.admittedBy('privileged');
    const answer = await lab.as('jane').apply(pod('b'));
    expect(answer).to.be.forbidden.because('unable to validate against any pod security policy: []');
    expect(answer).to.include({ code: 403, ok: false, policy: undefined });
  });

  it('takes manifests as text or value, creates or merges, and reads and deletes by kind', async () => {
    expect((await lab.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "1"}\n')).code).to.equal(201);
    expect((await lab.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { b: '2' } })).body.data).to.deep.equal({
      a: '1',
      b: '2',
    });
    expect((await lab.get('configmap', 'c')).body.data).to.deep.equal({ a: '1', b: '2' });
    expect((await lab.get('deploy', 'none')).message).to.equal('deployments.apps "none" not found');
    expect(await lab.delete('cm', 'c')).to.be.admitted;
    expect((await lab.get('cm', 'c')).code).to.equal(404);
  });

  it('tries without creating', async () => {
    expect(await lab.create(pod('a'), { dryRun: true })).to.be.admittedBy('privileged');
    expect((await lab.get('pod', 'a')).code).to.equal(404);
  });

  it('runs lines of a shell over files in its folder', async () => {
    lab.write({ 'd/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n' });
    expect(await lab.sh('kubectl create -f d/ns.yaml | tr a-z A-Z')).to.deep.equal({
      stdout: 'NAMESPACE/TEAM CREATED\n',
      stderr: '',
      code: 0,
    });
  });

  it('lets time pass, and goes back', async () => {
    const before = lab.clock.now().getTime();
    await lab.clock.advance('5m');
    expect(lab.clock.now().getTime() - before).to.equal(300_000);
    await lab.kubectl('create namespace gone');
    await lab.restore(start);
    expect(lab.clock.now().getTime()).to.be.below(before + 1);
    expect((await lab.get('ns', 'gone')).code).to.equal(404);
  });
});

describe('lib: the chai plugin', () => {
  const refused = { code: 403, ok: false, message: 'pods "x" is forbidden: no', body: {}, warnings: [] };
  const admitted = { code: 201, ok: true, message: '', policy: 'p', body: {}, warnings: [] };
  const failure = (action: () => unknown): { message: string; expected?: unknown; actual?: unknown } => {
    try {
      action();
    } catch (error) {
      return error as { message: string };
    }
    throw new Error('it did not fail');
  };

  it('says what came, with both sides for a diff', () => {
    expect(failure(() => expect(admitted).to.be.forbidden)).to.deep.include({
      message: 'expected the request to be forbidden, but it was admitted by p',
      expected: '403 Forbidden',
      actual: 'admitted by p',
    });
    expect(failure(() => expect(refused).to.be.admittedBy('q'))).to.deep.include({
      message: 'expected the policy q to admit the pod, but it was refused: pods "x" is forbidden: no',
      expected: 'admitted by q',
      actual: '403: pods "x" is forbidden: no',
    });
    expect(failure(() => expect(refused).to.be.forbidden.because('yes'))).to.deep.include({
      expected: 'yes',
      actual: 'pods "x" is forbidden: no',
    });
  });

  it('can be negated, and takes expressions', () => {
    expect(refused).to.not.be.admitted;
    expect(admitted).to.not.be.forbidden;
    expect(refused).to.be.forbidden.because(/: no$/);
  });

  it('notices a forgotten await', () => {
    expect(failure(() => expect(Promise.resolve(refused)).to.be.forbidden).message).to.equal(
      'akslab: this is no answer of a lab; did you forget to await it?',
    );
  });
});
