import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const configMap = (name: string, data: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\ndata: {${data}}\n`;

describe('kubectl apply', () => {
  let cluster: KubectlLab;
  beforeEach(async () => {
    cluster = await kubectlLab({ 'a.yaml': configMap('a', 'x: "1", y: "2"'), 'b.yaml': configMap('a', 'x: "1"') });
  });

  it('creates, then has nothing to do, then changes', async () => {
    expect(await cluster.run('apply -f a.yaml')).to.deep.equal({ code: 0, out: 'configmap/a created\n', err: '' });
    expect((await cluster.run('apply -f a.yaml')).out).to.equal('configmap/a unchanged\n');
    expect((await cluster.run('apply -f b.yaml')).out).to.equal('configmap/a configured\n');
    expect((await cluster.run("get cm a -o jsonpath='{.data}'")).out).to.equal('{"x":"1"}');
  });

  it('leaves what others have added', async () => {
    await cluster.run('apply -f a.yaml');
    await cluster.run(`patch cm a --type=merge -p '{"data":{"other":"o"}}'`);
    await cluster.run('apply -f b.yaml');
    expect((await cluster.run("get cm a -o jsonpath='{.data}'")).out).to.equal('{"other":"o","x":"1"}');
  });

  it('changes nothing in a dry run', async () => {
    expect((await cluster.run('apply -f a.yaml --dry-run=server')).out).to.equal('configmap/a created (server dry run)\n');
    expect((await cluster.run('apply -f a.yaml --dry-run=client')).out).to.equal('configmap/a created (dry run)\n');
    expect((await cluster.run('get cm a')).code).to.equal(1);
  });

  it('goes on after a file that it cannot read', async () => {
    cluster.files.write('broken.yaml', 'kind: x\na: b: c\n');
    const { code, out, err } = await cluster.run('apply -f broken.yaml -f a.yaml');
    expect([code, out]).to.deep.equal([1, 'configmap/a created\n']);
    expect(err).to.equal(
      'error: error parsing broken.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context\n',
    );
  });

  it('lets the server merge, and says who else has a field', async () => {
    expect((await cluster.run('apply --server-side -f a.yaml')).out).to.equal('configmap/a serverside-applied\n');
    cluster.files.write('c.yaml', configMap('a', 'x: "9"'));
    const { code, err } = await cluster.run('apply --server-side --field-manager=me -f c.yaml');
    expect(code).to.equal(1);
    expect(err).to.match(
      /^error: Apply failed with 1 conflict: conflict with "kubectl": \.data\.x\nPlease review the fields above--they currently have other managers\. Here\n/,
    );
    expect((await cluster.run('apply --server-side --field-manager=me --force-conflicts -f c.yaml')).code).to.equal(0);
  });

  it('prunes what stands in no file any more', async () => {
    cluster.files.write(
      'many.yaml',
      `${configMap('one', 'a: b', ', labels: {app: w}')}---\n${configMap('two', 'a: b', ', labels: {app: w}')}`,
    );
    cluster.files.write('few.yaml', configMap('one', 'a: b', ', labels: {app: w}'));
    await cluster.run('apply -f many.yaml');
    expect((await cluster.run('apply --prune -l app=w -f few.yaml')).out).to.equal('configmap/one unchanged\nconfigmap/two pruned\n');
    expect((await cluster.run('get cm two')).code).to.equal(1);
  });

  it('shows and sets what was applied last', async () => {
    await cluster.run('create -f a.yaml');
    expect((await cluster.run('apply view-last-applied cm a')).err).to.equal(
      'error: no last-applied-configuration annotation found on resource: a\n',
    );
    expect((await cluster.run('apply set-last-applied -f a.yaml')).err).to.contain(
      'to create the annotation, run the command with --create-annotation',
    );
    expect((await cluster.run('apply set-last-applied --create-annotation -f a.yaml')).out).to.equal('configmap/a configured\n');
    expect((await cluster.run('apply view-last-applied cm a')).out).to.contain('kind: ConfigMap\n');
  });

  it('deletes and creates anew what cannot be changed, with --force', async () => {
    const pod = (privileged: boolean) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: nginx, securityContext: {privileged: ${privileged}}}]}\n`;
    cluster.files.write('p.yaml', pod(false));
    await cluster.run('apply -f p.yaml');
    cluster.files.write('p.yaml', pod(true));
    expect((await cluster.run('apply -f p.yaml')).err).to.contain(
      'The Pod "p" is invalid: spec: Forbidden: pod updates may not change fields',
    );
    expect((await cluster.run('apply --force -f p.yaml')).out).to.equal('pod/p configured\n');
  });

  const refused: [line: string, err: string][] = [
    ['apply', 'error: must specify one of -f and -k\n'],
    ['apply -f nope', 'error: the path "nope" does not exist\n'],
    ['apply x -f a.yaml', "error: Unexpected args: [x]\nSee 'kubectl apply -h' for help and examples\n"],
    [
      'apply --prune -f a.yaml',
      'error: all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector\n',
    ],
    ['apply --force-conflicts -f a.yaml', 'error: --force-conflicts only works with --server-side\n'],
    ['apply -f a.yaml --dry-run=maybe', 'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n'],
    [
      'apply -f https://example.com/a.yaml',
      'error: akslab makes no network connections: "https://example.com/a.yaml" cannot be read; download it and give the file\n',
    ],
  ];
  for (const [line, err] of refused)
    it(`refuses kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
});
