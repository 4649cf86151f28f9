import { expect } from 'chai';
import { parse } from 'yaml';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

describe('kubectl create and run', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab({
      'app.properties': 'a=1\n',
      'conf/one': '1',
      'conf/two': '2',
      'vars.env': '# comment\nA=1\nB=two words\n',
      'tls.crt': 'CERT',
      'tls.key': 'KEY',
    });
  });
  const made = async (line: string) => {
    const { code, out, err } = await cluster.run(`${line} --dry-run=client -o yaml`);
    expect(err).to.equal('');
    expect(code).to.equal(0);
    return parse(out);
  };

  it('takes config maps from literals, files, folders and variables', async () => {
    expect((await made("create cm c --from-literal=a=1 --from-literal='b=x y'")).data).to.deep.equal({ a: '1', b: 'x y' });
    expect((await made('create cm c --from-file=app.properties --from-file=other=app.properties')).data).to.deep.equal({
      'app.properties': 'a=1\n',
      other: 'a=1\n',
    });
    expect((await made('create cm c --from-file=conf')).data).to.deep.equal({ one: '1', two: '2' });
    expect((await made('create cm c --from-env-file=vars.env')).data).to.deep.equal({ A: '1', B: 'two words' });
  });

  it('encodes secrets', async () => {
    expect((await made('create secret generic s --from-literal=password=hunter2')).data).to.deep.equal({ password: 'aHVudGVyMg==' });
    expect(await made('create secret tls t --cert=tls.crt --key=tls.key')).to.deep.include({
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': 'Q0VSVA==', 'tls.key': 'S0VZ' },
    });
    const registry = await made(
      'create secret docker-registry r --docker-username=u --docker-password=p --docker-server=https://r.example',
    );
    expect(JSON.parse(atob(registry.data['.dockerconfigjson']))).to.deep.equal({
      auths: { 'https://r.example': { username: 'u', password: 'p', auth: 'dTpw' } },
    });
  });

  it('makes a rule for each group', async () => {
    expect((await made('create role r --verb=get,list --resource=pods,deployments.apps,pods/log')).rules).to.deep.equal([
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] },
    ]);
    expect((await made('create clusterrole r --verb=get --non-resource-url=/metrics')).rules).to.deep.equal([
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ]);
  });

  it('says the namespace only where -n gave it', async () => {
    expect((await made('create sa a')).metadata).to.deep.equal({ creationTimestamp: null, name: 'a' });
    expect((await made('create sa a -n team')).metadata).to.deep.equal({ creationTimestamp: null, name: 'a', namespace: 'team' });
  });

  it('takes what stands behind -- as the command', async () => {
    const job = await cluster.run('create job j --image=busybox --dry-run=client -o yaml -- echo hi');
    expect(parse(job.out).spec.template.spec.containers[0].command).to.deep.equal(['echo', 'hi']);
    const { out } = await cluster.run('run r --image=busybox --dry-run=client -o yaml -- echo hi');
    expect(parse(out).spec.containers[0].args).to.deep.equal(['echo', 'hi']);
    const command = await cluster.run('run r --image=busybox --command --dry-run=client -o yaml -- echo hi');
    expect(parse(command.out).spec.containers[0].command).to.deep.equal(['echo', 'hi']);
  });

  it('makes services with their ports', async () => {
    expect((await made('create svc nodeport s --tcp=80:http --node-port=30080')).spec.ports).to.deep.equal([
      { name: '80-http', nodePort: 30080, port: 80, protocol: 'TCP', targetPort: 'http' },
    ]);
    expect((await made('create svc clusterip s --clusterip=None')).spec).to.deep.equal({
      clusterIP: 'None',
      selector: { app: 's' },
      type: 'ClusterIP',
    });
  });

  it('makes quotas, budgets, classes and ingresses', async () => {
    expect((await made('create quota q --hard=pods=3,cpu=2')).spec.hard).to.deep.equal({ pods: '3', cpu: '2' });
    expect((await made('create pdb b --selector=app=web --min-available=50%')).spec).to.deep.include({ minAvailable: '50%' });
    expect(await made('create priorityclass high --value=1000')).to.include({ value: 1000 });
    expect((await made("create ingress i --rule='shop.example/=web:80,tls=cert'")).spec.tls).to.deep.equal([
      { hosts: ['shop.example'], secretName: 'cert' },
    ]);
  });

  it('keeps the configuration for a later apply', async () => {
    expect((await made('create ns x --save-config')).metadata.annotations).to.have.property(
      'kubectl.kubernetes.io/last-applied-configuration',
    );
  });

  it('merges --overrides into the pod', async () => {
    expect((await made(`run r --image=nginx --overrides='{"spec":{"nodeName":"n"}}'`)).spec.nodeName).to.equal('n');
  });

  const refused: [line: string, err: string][] = [
    ['create ns', "error: exactly one NAME is required, got 0\nSee 'kubectl create namespace -h' for help and examples\n"],
    ['create rolebinding x', 'error: exactly one of clusterrole or role must be specified\n'],
    ['create rolebinding x --role=r --serviceaccount=a', 'error: serviceaccount must be <namespace>:<name>\n'],
    ['create clusterrolebinding x', 'Error: required flag(s) "clusterrole" not set\n'],
    ['create role x --verb=use --resource=pods', "error: can not perform 'use' on 'pods' in group ''\n"],
    [
      'create cm c --from-literal=a=1 --from-literal=a=2',
      'error: cannot add key "a", another key by that name already exists in Data for ConfigMap "c"\n',
    ],
    ['create cm c --from-file==x', 'error: key name for file path x missing\n'],
    ['create cm c --from-file=x', 'error: error reading x: no such file or directory\n'],
    ['create cm c --from-env-file=vars.env --from-literal=a=b', 'error: from-env-file cannot be combined with from-file or from-literal\n'],
    ['create role x --verb=get --resource=nope.group', 'the server doesn\'t have a resource type "nope" in group "group"\n'],
    ['create cm c --from-literal=a', 'error: invalid literal source a, expected key=value\n'],
    ['create quota q --hard=pods', 'error: Invalid argument syntax pods, expected <resource>=<quantity>\n'],
    ['create deployment d --image=a --image=b -- x', 'error: cannot specify multiple --image options and command\n'],
    ['run x --image=nginx --restart=Sometimes', 'error: invalid restart policy: Sometimes\n'],
  ];
  for (const [line, err] of refused)
    it(`refuses kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
});
