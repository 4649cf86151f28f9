import { expect } from 'chai';
import { parse } from 'yaml';
import { labCluster, type LabCluster } from '../../support/lab-cluster.ts';

const RBAC = 'rbac.authorization.k8s.io';
const dev = { name: 'dev', groups: ['system:authenticated'] };
const PODS = '/api/v1/namespaces/lab/pods';
const pod = (name: string, context: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'a', image: 'nginx', securityContext: context }] },
});
const restricted = {
  apiVersion: 'policy/v1beta1',
  kind: 'PodSecurityPolicy',
  metadata: { name: 'restricted' },
  spec: {
    runAsUser: { rule: 'MustRunAsNonRoot' },
    seLinux: { rule: 'RunAsAny' },
    fsGroup: { rule: 'RunAsAny' },
    supplementalGroups: { rule: 'RunAsAny' },
    volumes: ['secret'],
  },
};

describe('akslab why', () => {
  let lab: LabCluster;

  beforeEach(async () => {
    lab = await labCluster();
    await lab.api('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } });
    await lab.api('POST', '/apis/policy/v1beta1/podsecuritypolicies', restricted);
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/rolebindings`, {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'edit' },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'edit' },
      subjects: [{ apiGroup: RBAC, kind: 'User', name: 'dev' }],
    });
  });

  const why = async (...args: string[]) => JSON.parse((await lab.run(['why', ...args, '-o', 'json'])).out);

  it('says what [] means, who may use what, and how to get out', async () => {
    expect((await lab.api('POST', PODS, pod('web', { privileged: true }), dev)).code).to.equal(403);
    const { code, out } = await lab.run(['why']);
    expect(code).to.equal(0);
    expect(out).to.include('Pod web in namespace lab\n  pods "web" is forbidden: PodSecurityPolicy: unable to admit pod: []\n');
    expect(out.replaceAll('\n', ' ')).to.include('That is what the empty brackets, [], mean');
    expect(out).to.include(
      'spec.containers[0].securityContext.privileged\n        Invalid value: true: Privileged containers are not allowed',
    );
    expect(out).to.include(
      '     kubectl create role use-privileged-default -n lab --verb=use \\\n       --resource=podsecuritypolicies.policy --resource-name=privileged\n',
    );
  });

  it('keeps to 80 columns, but for what is to be pasted', async () => {
    await lab.api('POST', PODS, pod('web', { privileged: true, capabilities: { add: ['SYS_ADMIN'] } }), dev);
    const { out } = await lab.run(['why']);
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes('kubectl'))).to.deep.equal([]);
  });

  it('writes nothing', async () => {
    await lab.api('POST', PODS, pod('web'), dev);
    const { revision } = lab.lab.store;
    for (const args of [[], ['--matrix'], ['az']]) await lab.run(['why', ...args]);
    expect(lab.lab.store.revision).to.equal(revision);
  });

  it('judges a manifest for whoever would ask', async () => {
    const files = { 'pod.yaml': JSON.stringify(pod('web')) };
    const asDev = await lab.run(['why', '-f', 'pod.yaml', '--as', 'dev', '-n', 'lab', '-o', 'yaml'], files);
    expect(parse(asDev.out).explanation).to.include({ outcome: 'refused', user: 'dev', serviceAccount: 'default' });
    const asAdmin = await lab.run(['why', '-f', 'pod.yaml', '-n', 'lab', '-o', 'yaml'], files);
    expect(parse(asAdmin.out).explanation).to.include({ outcome: 'admitted', policy: 'privileged' });
  });

  it('says which policy let a running pod in, and what it set', async () => {
    const use = {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { name: 'use' },
      rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: ['restricted'], verbs: ['use'] }],
    };
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/roles`, use);
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/rolebindings`, {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'use' },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'use' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'lab' }],
    });
    const applied = {
      ...pod('web'),
      metadata: { name: 'web', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(pod('web')) } },
    };
    expect((await lab.api('POST', PODS, applied, dev)).code).to.equal(201);
    const report = await why('pod', 'web', '-n', 'lab', '--as', 'dev');
    expect(report.policy).to.equal('restricted');
    expect(report.mutations).to.deep.equal([{ rule: 'runAsUser', field: 'spec.containers[0].securityContext.runAsNonRoot', to: true }]);
  });

  it('says of a running pod whose service account may use no policy that its creator may', async () => {
    await lab.api('POST', PODS, pod('web'));
    expect((await lab.run(['why', 'pod', 'web', '-n', 'lab'])).out).to.equal(
      'Pod web in namespace lab\n\nPolicy privileged let it in; what the pod was created from is not known, so\nneither is what the policy set. Service account default may not use it, so\nwhoever created the pod may. A controller could not create it.\n',
    );
  });

  it("offers the changed pod without kubectl's note of what was applied", async () => {
    const applied = {
      ...pod('web', { privileged: true }),
      metadata: { name: 'web', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } },
    };
    await lab.api('POST', PODS, applied, dev);
    const { waysOut } = await why();
    expect(waysOut.find((way: { kind: string }) => way.kind === 'pod').pod.metadata).to.deep.equal({ name: 'web' });
  });

  it("tells the newest refusal, whoever was refused; of the same moment a person's", async () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: pod('x').spec };
    await lab.api('POST', PODS, pod('person'), dev);
    await lab.api('POST', '/apis/apps/v1/namespaces/lab/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template },
    });
    expect((await why()).explanation.pod).to.match(/^web-/);
    await lab.api('POST', PODS, pod('person'), dev);
    expect((await why()).explanation.pod).to.equal('person');
  });

  it('passes over what the cluster does among itself, and over clusters that are gone', async () => {
    await lab.api('POST', PODS, pod('person'), dev);
    lab.lab.clock.advance(1000);
    await lab.api('GET', '/api/v1/secrets', undefined, { name: 'system:node:n1', groups: ['system:nodes', 'system:authenticated'] });
    expect((await why()).explanation.pod).to.equal('person');
    await lab.lab.write((store) => void store.delete('/world/clusters/c1'));
    expect((await lab.run(['why'])).err).to.include('nothing was refused so far');
  });

  it('explains a deployment without pods, and changes its template', async () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: pod('x', { privileged: true }).spec };
    await lab.api('POST', '/apis/apps/v1/namespaces/lab/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template },
    });
    const report = await why('deploy', 'web', '-n', 'lab');
    expect(report.explanation.user).to.equal('system:serviceaccount:kube-system:replicaset-controller');
    expect(report.waysOut.map((way: { kind: string }) => way.kind)).to.deep.equal(['grant', 'pod', 'policy']);
    expect(report.waysOut[1].commands.at(-1)).to.equal(
      `kubectl patch deployment web -n lab --type=json -p='[{"op":"remove","path":"/spec/template/spec/containers/0/securityContext"}]'`,
    );
  });

  it("explains a controller's refusal as the workload's, and changes that", async () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: pod('x', { privileged: true }).spec };
    await lab.api('POST', '/apis/apps/v1/namespaces/lab/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template },
    });
    const report = await why();
    expect(report.subject).to.equal('Pods of deployment web in namespace lab');
    expect(report.answer).to.match(/^pods "web-[0-9a-f]+-" is forbidden: /);
    expect(report.waysOut[1].commands.at(-1)).to.include('kubectl patch deployment web -n lab --type=json');
    expect(report.waysOut[2].policy).to.equal('lab-web');
  });

  it('takes a ReplicaSet for its Deployment, and names the pod of a StatefulSet as it would be', async () => {
    const spec = { selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } }, spec: pod('x').spec } };
    const root = '/apis/apps/v1/namespaces/lab';
    await lab.api('POST', `${root}/deployments`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
    await lab.api('POST', `${root}/statefulsets`, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'store' },
      spec: { ...spec, serviceName: 'store' },
    });
    await lab.api('POST', '/api/v1/namespaces/lab/replicationcontrollers', {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'old' },
      spec: { template: spec.template },
    });
    const sets = (await lab.api('GET', `${root}/replicasets`)).body as any;
    expect((await why('rs', sets.items[0].metadata.name, '-n', 'lab')).subject).to.equal('Pods of deployment web in namespace lab');
    expect((await why('sts/store', '-n', 'lab')).answer).to.equal(
      'pods "store-0" is forbidden: PodSecurityPolicy: unable to admit pod: []',
    );
    expect((await why('rc/old', '-n', 'lab')).subject).to.equal('Pods of replicationcontroller old in namespace lab');
  });

  it('changes the manifest of a workload that is only asked about', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: pod('x', { privileged: true }).spec },
      },
    };
    const { out } = await lab.run(['why', '-f', 'web.yaml', '-n', 'lab', '-o', 'json'], { 'web.yaml': JSON.stringify(deployment) });
    const command: string = JSON.parse(out).waysOut[1].commands.at(-1);
    const [first, ...lines] = command.split('\n');
    expect(first).to.equal("kubectl apply -n lab -f - <<'EOF'");
    expect(parse(lines.slice(0, -1).join('\n'))).to.deep.equal({
      ...deployment,
      spec: {
        ...deployment.spec,
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx' }] } },
      },
    });
  });

  it('says of a pod that is let in but will not start why not, and warns of ways out that end there', async () => {
    const account = { metadata: { name: 'use' } };
    await lab.api('POST', PODS, pod('web', {}), dev);
    const [grant] = (await why()).waysOut;
    expect(grant).to.include({ policy: 'restricted', obstacle: 'container a: container has runAsNonRoot and image will run as root' });
    for (const object of grant.objects)
      await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/${object.kind.toLowerCase()}s`, { ...account, ...object });
    expect((await lab.api('POST', PODS, pod('web', {}), dev)).code).to.equal(201);
    expect((await why('pod', 'web', '-n', 'lab')).obstacle).to.equal(grant.obstacle);
    expect((await lab.run(['why', 'pod', 'web', '-n', 'lab'])).out).to.include('It does not start, though: container a: ');
  });

  it('says of a pod that no policy can help what is wrong with it', async () => {
    const bad = { ...pod('web', { privileged: true }), metadata: { name: 'web' } };
    const wrong = { ...bad, spec: { containers: [{ ...bad.spec.containers[0], volumeMounts: [{ name: 'v', mountPath: '/v' }] }] } };
    await lab.api('POST', PODS, wrong, dev);
    const report = await why();
    expect(report.waysOut).to.deep.equal([]);
    expect(report.invalid).to.equal('Pod "web" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "v"');
    expect((await lab.run(['why'])).out.replaceAll('\n', ' ')).to.include('it is wrong besides.');
  });

  it('finds ways out for a pod although one of its name is there', async () => {
    await lab.api('POST', PODS, pod('web', {}));
    const { out } = await lab.run(['why', '-f', 'web.yaml', '-n', 'lab', '--as', 'dev', '-o', 'json'], {
      'web.yaml': JSON.stringify(pod('web', {})),
    });
    expect(JSON.parse(out).waysOut.map((way: { kind: string }) => way.kind)).to.deep.equal(['grant', 'policy']);
    const asAdmin = await lab.run(['why', '-f', 'web.yaml', '-n', 'lab', '-o', 'json'], { 'web.yaml': JSON.stringify(pod('web', {})) });
    expect(JSON.parse(asAdmin.out)).to.include({ answer: '' });
  });

  it('tells a missing service account from a policy, and how to make it', async () => {
    const wanting = { ...pod('web'), spec: { ...pod('web').spec, serviceAccountName: 'ghost' } };
    await lab.api('POST', PODS, wanting, dev);
    const { out } = await lab.run(['why']);
    expect(out.replaceAll('\n', ' ')).to.include('kubectl create serviceaccount ghost -n lab');
    expect(out).to.include('No policy was asked: the words above were said before any was looked at.');
  });

  it('says that nobody hands on rights that he does not have', async () => {
    const role = { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name: 'wide' } };
    const rules = [{ apiGroups: [RBAC], resources: ['roles'], verbs: ['create'] }];
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/roles`, { ...role, metadata: { name: 'maker' }, rules });
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/rolebindings`, {
      ...role,
      kind: 'RoleBinding',
      metadata: { name: 'maker' },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'maker' },
      subjects: [{ apiGroup: RBAC, kind: 'User', name: 'dev' }],
    });
    const everything = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
    await lab.api('POST', `/apis/${RBAC}/v1/namespaces/lab/roles`, { ...role, rules: everything }, dev);
    expect((await why()).note).to.match(/^This is RBAC again: /);
  });

  it('grants a path, which is in no namespace', async () => {
    await lab.api('GET', '/metrics', undefined, dev);
    expect((await why()).commands).to.deep.equal([
      'kubectl create clusterrole get-metrics --verb=get \\\n  --non-resource-url=/metrics',
      'kubectl create clusterrolebinding get-metrics-dev \\\n  --clusterrole=get-metrics --user=dev',
    ]);
  });

  it('warns of what was asked of all namespaces at once, and takes no name that is taken', async () => {
    const named = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: 'list-pods' }, rules: [] };
    await lab.api('POST', `/apis/${RBAC}/v1/clusterroles`, named);
    await lab.api('GET', '/api/v1/pods', undefined, dev);
    const report = await why();
    expect(report.explanation.scope).to.equal('all namespaces');
    expect(report.warning).to.match(/^Think twice: /);
    expect(report.commands[0]).to.equal('kubectl create clusterrole list-pods-2 --verb=list --resource=pods');
  });

  it('explains a Forbidden of RBAC with the narrowest role', async () => {
    await lab.api('GET', '/api/v1/namespaces/kube-system/secrets/token', undefined, dev);
    const report = await why();
    expect(report).to.deep.include({
      about: 'forbidden',
      commands: [
        'kubectl create role get-secrets -n kube-system --verb=get \\\n  --resource=secrets --resource-name=token',
        'kubectl create rolebinding get-secrets-dev -n kube-system \\\n  --role=get-secrets --user=dev',
      ],
    });
    expect(report.explanation.whoMay[0]).to.equal(
      'Group system:masters through ClusterRoleBinding cluster-admin, ClusterRole cluster-admin',
    );
  });

  it('names the next step towards policies on Azure', async () => {
    const { out } = await lab.run(['why', 'az']);
    expect(out).to.include('Next\n    az extension add --name aks-preview\n');
  });

  it('prints subjects by policies', async () => {
    const { out } = await lab.run(['why', '--matrix', '-n', 'lab']);
    expect(out.split('\n').slice(0, 3)).to.deep.equal([
      'WHO, IN lab                 privileged  restricted',
      'Group system:masters        use         use',
      'ServiceAccount lab/default  -           -',
    ]);
  });

  it('says so where there is nothing to explain', async () => {
    expect(await lab.run(['why'])).to.deep.equal({
      code: 1,
      out: '',
      err: 'akslab: nothing was refused so far. "akslab why -f FILE" asks about a manifest\n',
    });
    expect((await lab.run(['why', 'pod', 'nope', '-n', 'lab'])).err).to.equal(
      'akslab: pods "nope" not found in namespace lab; there are none. What was refused was never made: "akslab why" alone explains it\n',
    );
    expect((await lab.run(['why', 'pod', 'nope', '-n', 'lob'])).err).to.equal(
      'akslab: namespaces "lob" not found; there are: default, kube-node-lease, kube-public, kube-system, lab\n',
    );
    expect((await lab.run(['why', '--matrix', '-n', 'lob'])).err).to.include('namespaces "lob" not found');
    expect((await lab.run(['why', '-f', 'none.yaml'])).err).to.equal('akslab: none.yaml: there is no such file or folder\n');
  });
});
