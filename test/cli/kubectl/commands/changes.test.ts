import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, labels: {a: "1"}}\ndata: {x: "1"}\n';

describe('kubectl label, annotate, patch, replace, scale, delete', () => {
  let cluster: KubectlLab;
  beforeEach(async () => {
    cluster = await kubectlLab({ 'conf.yaml': CONFIG });
    await cluster.run('create -f conf.yaml');
  });

  it('labels, and changes a label only when told to', async () => {
    expect((await cluster.run('label cm conf b=2')).out).to.equal('configmap/conf labeled\n');
    expect((await cluster.run('label cm conf a=2')).err).to.equal("error: 'a' already has a value (1), and --overwrite is false\n");
    expect((await cluster.run('label cm conf a=2 --overwrite')).out).to.equal('configmap/conf labeled\n');
    expect((await cluster.run('label cm conf a=2 --overwrite')).out).to.equal('configmap/conf not labeled\n');
    expect((await cluster.run('label cm conf nope-')).out).to.equal('label "nope" not found.\nconfigmap/conf not labeled\n');
    expect((await cluster.run('label cm conf --list')).out).to.equal('a=2\nb=2\n');
  });

  it('annotates, and says which annotations stand in the way', async () => {
    expect((await cluster.run("annotate cm conf note='one two'")).out).to.equal('configmap/conf annotated\n');
    expect((await cluster.run('annotate cm conf note=x')).err).to.equal(
      "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (one two)\n",
    );
    expect((await cluster.run('annotate cm conf note-')).out).to.equal('configmap/conf annotated\n');
  });

  // The outputs are the real kubectl 1.20.2's, without a server.
  it('changes with --local what no server need know, and adds no namespace', async () => {
    const stdin = 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: g}\n';
    const changed = (name: string) => `apiVersion: example.com/v1\nkind: Gadget\nmetadata:\n  ${name}:\n    x: "y"\n  name: g\n`;
    const away = (line: string) => cluster.run(`${line} --server=https://nowhere.test:443 --local -f - -o yaml`, { stdin });
    expect(await away('label x=y')).to.deep.equal({ code: 0, out: changed('labels'), err: '' });
    expect(await away('annotate x=y')).to.deep.equal({ code: 0, out: changed('annotations'), err: '' });
    expect(await away(`patch --type merge -p '{"metadata":{"labels":{"x":"y"}}}'`)).to.deep.equal({
      code: 0,
      out: changed('labels'),
      err: '',
    });
  });

  it('labels and annotates with --local what has no metadata yet', async () => {
    const stdin = 'apiVersion: v1\nkind: Pod\n';
    const changed = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  ${name}:\n    x: "y"\n`;
    expect((await cluster.run('label --local -f - x=y -o yaml', { stdin })).out).to.equal(changed('labels'));
    expect((await cluster.run('annotate --local -f - x=y -o yaml', { stdin })).out).to.equal(changed('annotations'));
  });

  it('patches in three ways, on the server or without it', async () => {
    expect((await cluster.run(`patch cm conf -p '{"data":{"y":"2"}}'`)).out).to.equal('configmap/conf patched\n');
    expect((await cluster.run(`patch cm conf -p '{"data":{"y":"2"}}'`)).out).to.equal('configmap/conf patched (no change)\n');
    expect((await cluster.run("patch cm conf -p 'data: {z: three}' --type merge")).out).to.equal('configmap/conf patched\n');
    expect(
      (await cluster.run(`patch cm conf --type json -p '[{"op":"remove","path":"/data/x"}]' --dry-run=client -o jsonpath='{.data}'`)).out,
    ).to.equal('{"y":"2","z":"three"}');
    expect((await cluster.run(`patch cm conf --type nope -p '{}'`)).err).to.equal(
      'error: --type must be one of [json merge strategic], not "nope"\n',
    );
  });

  it('replaces, by force too', async () => {
    cluster.files.write('conf.yaml', CONFIG.replace('x: "1"', 'x: "2"'));
    expect((await cluster.run('replace -f conf.yaml')).out).to.equal('configmap/conf replaced\n');
    expect((await cluster.run('replace --force -f conf.yaml')).out).to.equal('configmap "conf" deleted\nconfigmap/conf replaced\n');
    cluster.files.write('conf.yaml', CONFIG.replace('name: conf', 'name: none'));
    expect((await cluster.run('replace -f conf.yaml')).err).to.equal(
      'Error from server (NotFound): error when replacing "conf.yaml": configmaps "none" not found\n',
    );
  });

  it('scales, if there are as many as it was told', async () => {
    await cluster.run('create deployment web --image=nginx');
    expect((await cluster.run('scale deploy/web --replicas=2 --current-replicas=5')).err).to.equal(
      'error: Expected replicas to be 5, was 1\n',
    );
    expect((await cluster.run('scale deploy/web --replicas=2')).out).to.equal('deployment.apps/web scaled\n');
    expect((await cluster.run("get deploy web -o jsonpath='{.spec.replicas}'")).out).to.equal('2');
  });

  it('deletes by name, by label and all, and tells what is not there', async () => {
    expect((await cluster.run('delete cm conf nope')).out).to.equal('configmap "conf" deleted\n');
    expect((await cluster.run('delete cm nope --ignore-not-found')).code).to.equal(0);
    await cluster.run('create -f conf.yaml');
    expect((await cluster.run('delete cm -l a=1 -o name')).out).to.equal('configmap/conf\n');
    expect((await cluster.run('delete pods --all')).out).to.equal('No resources found\n');
  });

  it('waits until a namespace is gone', async () => {
    await cluster.run('create ns team');
    expect((await cluster.run('delete ns team')).out).to.equal('namespace "team" deleted\n');
    expect((await cluster.run('get ns team')).err).to.equal('Error from server (NotFound): namespaces "team" not found\n');
  });

  it('says that a cluster-scoped object is in no namespace', async () => {
    await cluster.run('create clusterrole r --verb=get --resource=pods');
    const { out, err } = await cluster.run('delete clusterrole r -n default');
    expect(out).to.equal('clusterrole.rbac.authorization.k8s.io "r" deleted\n');
    expect(err).to.equal('warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
  });

  it('only looks in a dry run', async () => {
    expect((await cluster.run('delete cm conf --dry-run=client')).out).to.equal('configmap "conf" deleted (dry run)\n');
    expect((await cluster.run('delete cm conf --dry-run=server')).out).to.equal('configmap "conf" deleted (server dry run)\n');
    expect((await cluster.run('get cm conf')).code).to.equal(0);
  });

  const refused: [line: string, err: string][] = [
    ['delete pods --all -l a=b', "error: setting 'all' parameter but found a non empty selector. \n"],
    ['delete pods x --now --grace-period=5', 'error: --now and --grace-period cannot be specified together\n'],
    ['delete pods x --force --grace-period=5', 'error: --force and --grace-period greater than 0 cannot be specified together\n'],
    ['delete pods x --cascade=maybe', 'error: invalid cascade value (maybe). Must be "background", "foreground", or "orphan"\n'],
    ['label a=b', 'error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n'],
    ['label cm conf a=b c', 'error: all resources must be specified before label changes: c\n'],
    ['label cm conf a=b a-', 'error: can not both modify and remove a label in the same command\n'],
    ['annotate cm conf', 'error: at least one annotation update is required\n'],
    ['replace', 'error: must specify one of -f and -k\n'],
    ['top pod', 'error: Metrics API not available\n'],
  ];
  for (const [line, err] of refused)
    it(`refuses kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
});

describe('kubectl --record', () => {
  it('keeps the command line in an annotation', async () => {
    const cluster = await kubectlLab({ 'conf.yaml': CONFIG });
    await cluster.run('apply -f conf.yaml --record');
    expect((await cluster.run("get cm conf -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'")).out).to.equal(
      'kubectl apply --filename=conf.yaml --record=true',
    );
  });
});
