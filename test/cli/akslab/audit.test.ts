import { expect } from 'chai';
import { stringify } from 'yaml';
import { labCluster, type LabCluster } from '../../support/lab-cluster.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const ANY = { rule: 'RunAsAny' };
const LOOSE = { seLinux: ANY, fsGroup: ANY, supplementalGroups: ANY };
const stamped = (metadata: object) => ({
  ...metadata,
  uid: '3b0c5a1e-8a11-4f7c-9a8b-0c8e5e6f7a10',
  resourceVersion: '4711',
  creationTimestamp: '2020-06-01T09:30:00Z',
  generation: 3,
});
const template = (context: object, spec: object = {}) => ({
  metadata: { creationTimestamp: null, labels: { app: 'x' } },
  spec: { containers: [{ name: 'a', image: 'nginx', imagePullPolicy: 'Always', securityContext: context }], ...spec },
});
const workload = (kind: string, name: string, context: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: stamped({ name, namespace: 'shop' }),
  spec: {
    selector: { matchLabels: { app: 'x' } },
    ...(kind === 'StatefulSet' ? { serviceName: 'x' } : {}),
    template: template(context, spec),
  },
  status: { replicas: 1 },
});
const owned = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'fine-5d8f7c6b5', uid: 'x', controller: true }] };

/** As `kubectl get psp,clusterroles,...,po -A -o yaml` prints it. */
const DUMP = stringify({
  apiVersion: 'v1',
  kind: 'List',
  metadata: { resourceVersion: '', selfLink: '' },
  items: [
    {
      apiVersion: 'policy/v1beta1',
      kind: 'PodSecurityPolicy',
      metadata: stamped({ name: 'baseline' }),
      spec: { ...LOOSE, allowPrivilegeEscalation: true, runAsUser: { rule: 'MustRunAsNonRoot' }, volumes: ['secret', 'projected'] },
    },
    {
      apiVersion: RBAC,
      kind: 'ClusterRole',
      metadata: stamped({ name: 'use-baseline' }),
      rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: ['baseline'], verbs: ['use'] }],
    },
    {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: stamped({ name: 'use-baseline', namespace: 'shop' }),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'use-baseline' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }],
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: stamped({ name: 'default', namespace: 'shop' }),
      secrets: [{ name: 'default-token-old' }],
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: stamped({ name: 'lonely', namespace: 'shop' }) },
    workload('Deployment', 'fine', { runAsUser: 1000 }),
    workload('Deployment', 'silent', {}),
    workload('DaemonSet', 'node-agent', { privileged: true, runAsUser: 1000 }),
    workload('StatefulSet', 'store', { runAsUser: 0 }),
    workload('Deployment', 'elsewhere', { runAsUser: 1000 }, { serviceAccountName: 'lonely' }),
    { apiVersion: 'v1', kind: 'Pod', metadata: stamped({ name: 'web-1-x', namespace: 'shop', ...owned }), spec: template({}).spec },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: stamped({ name: 'alone', namespace: 'shop' }),
      spec: {
        ...template({ runAsNonRoot: true }).spec,
        nodeName: 'n1',
        priority: 0,
        volumes: [{ name: 'default-token-old', secret: { secretName: 'default-token-old' } }],
      },
    },
  ],
});

describe('akslab import and audit', () => {
  let lab: LabCluster;
  beforeEach(async () => void (lab = await labCluster({ podSecurityPolicy: false })));

  const rows = async (...args: string[]) =>
    JSON.parse((await lab.run(['audit', '-o', 'json', ...args], { 'open.yaml': OPEN })).out) as {
      kind: string;
      name: string;
      verdict: string;
      policy?: string;
      before?: string;
    }[];
  const OPEN = stringify({
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name: 'baseline' },
    spec: { ...LOOSE, privileged: true, runAsUser: ANY, volumes: ['*'] },
  });

  it('rebuilds policies, grants and workloads, less what controllers make', async () => {
    const { code, out, err } = await lab.run(['import', 'dump.yaml'], { 'dump.yaml': DUMP });
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^1[0-9] created, [01] there already, 0 failed\n$/);
    const names = (await rows()).map((row) => `${row.kind}/${row.name}`);
    expect(names).to.deep.equal([
      'DaemonSet/node-agent',
      'Deployment/elsewhere',
      'Deployment/fine',
      'Deployment/silent',
      'Pod/alone',
      'StatefulSet/store',
    ]);
  });

  const imported = async (...items: object[]) => {
    const dump = stringify({ apiVersion: 'v1', kind: 'List', items });
    return lab.run(['import', 'dump.yaml'], { 'dump.yaml': dump });
  };
  const controlled = (kind: string, name: string) => ({
    ownerReferences: [{ apiVersion: 'example.com/v1', kind, name, uid: 'x', controller: true }],
  });

  it('takes what is old or new for the version that the cluster serves', async () => {
    const { out, err } = await imported(
      {
        apiVersion: 'extensions/v1beta1',
        kind: 'PodSecurityPolicy',
        metadata: { name: 'old' },
        spec: { ...LOOSE, runAsUser: ANY },
      },
      { ...workload('Deployment', 'web', {}), apiVersion: 'extensions/v1beta1' },
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'tick', namespace: 'shop' },
        spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template({}, { restartPolicy: 'Never' }) } } },
      },
    );
    expect([out, err]).to.deep.equal(['4 created, 0 there already, 0 failed\n', '']);
    expect((await rows()).map((row) => row.name)).to.deep.equal(['tick', 'web']);
  });

  it('makes a Job anew, whose labels and selector were of its old self', async () => {
    const labels = { 'controller-uid': '3b0c', 'job-name': 'once' };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: stamped({ name: 'once', namespace: 'shop', labels }),
      spec: {
        selector: { matchLabels: { 'controller-uid': '3b0c' } },
        template: { metadata: { labels }, spec: template({}, { restartPolicy: 'Never' }).spec },
      },
      status: { succeeded: 1 },
    };
    expect(await imported(job)).to.deep.equal({ code: 0, out: '2 created, 0 there already, 0 failed\n', err: '' });
  });

  it('keeps what belongs to something that is not rebuilt, of its pods one', async () => {
    const twin = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: stamped({ name, namespace: 'shop', ...controlled('Rollout', 'canary') }),
      spec: template({}).spec,
    });
    const set = workload('StatefulSet', 'prometheus', {});
    const { out } = await imported(
      twin('canary-a'),
      twin('canary-b'),
      { ...set, metadata: { ...set.metadata, ...controlled('Prometheus', 'main') } },
      { apiVersion: 'example.com/v1', kind: 'Prometheus', metadata: { name: 'main', namespace: 'shop' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' } },
    );
    expect(out).to.equal(
      '3 created, 0 there already, 0 failed; passed over, as policies do not depend on them: 1 Prometheus, 1 ConfigMap\n',
    );
    expect((await rows()).map((row) => row.name)).to.deep.equal(['canary-a', 'prometheus']);
  });

  it('reads a dump from standard input, and says of one without objects that there is nothing in it', async () => {
    expect((await lab.run(['import', '-'])).err).to.equal('akslab: -: there is nothing in it that can be rebuilt\n');
    expect((await lab.run(['import', 'x.yaml'], { 'x.yaml': 'items: 3\n' })).err).to.equal(
      'akslab: x.yaml: there is nothing in it that can be rebuilt\n',
    );
    expect((await imported({ kind: 'Pod' })).err).to.equal('akslab: dump.yaml: there is nothing in it that can be rebuilt\n');
  });

  it('takes policies as another cluster prints them for what would be, and no file without objects', async () => {
    await lab.run(['import', 'dump.yaml'], { 'dump.yaml': DUMP });
    const printed = stringify({
      apiVersion: 'policy/v1beta1',
      kind: 'PodSecurityPolicy',
      metadata: stamped({ name: 'baseline' }),
      spec: { ...LOOSE, privileged: true, runAsUser: ANY, volumes: ['*'] },
    });
    expect((await lab.run(['audit', '--with', 'p.yaml'], { 'p.yaml': printed })).out).to.include(
      '5 admitted, 0 admitted with changes, 1 refused',
    );
    expect(await lab.run(['audit', '--with', 'p.yaml'], { 'p.yaml': '# nothing\n' })).to.deep.equal({
      code: 2,
      out: '',
      err: 'akslab: p.yaml: there is no object in it\n',
    });
  });

  it('exits with 2 where it cannot be told, for 1 is an answer', async () => {
    expect(await lab.run(['audit', '--with', 'nowhere.yaml'])).to.include({ code: 2, out: '' });
    expect(await lab.run(['audit', '--wiht', 'p.yaml'])).to.include({ code: 2, out: '' });
  });

  it('tells before policies are switched on who would be refused, and who changed', async () => {
    await lab.run(['import', 'dump.yaml'], { 'dump.yaml': DUMP });
    expect(Object.fromEntries((await rows()).map((row) => [row.name, row.verdict]))).to.deep.equal({
      'node-agent': 'refused',
      elsewhere: 'refused',
      fine: 'admitted',
      silent: 'changed',
      alone: 'admitted',
      store: 'refused',
    });
    const { code, out } = await lab.run(['audit']);
    expect(code).to.equal(1);
    expect(out).to.include('Deployment elsewhere in shop:\n  service account lonely may use no policy\n');
    expect(out).to.include('Deployment silent in shop: baseline would set\n  spec.containers[0].securityContext.runAsNonRoot: true\n');
    expect(out).to.include('6 workloads: 2 admitted, 1 admitted with changes, 3 refused');
  });

  it('is right: those that it calls refused are those that are refused when tried', async () => {
    await lab.run(['import', 'dump.yaml'], { 'dump.yaml': DUMP });
    const told = (await rows()).filter((row) => row.verdict === 'refused').map((row) => row.name);
    await lab.lab.write(
      (store) => void store.put('/clusters/c1/config', { ...(store.get('/clusters/c1/config')!.value as object), podSecurityPolicy: true }),
    );
    const tried: string[] = [];
    for (const row of await rows()) {
      const plural = `${row.kind.toLowerCase()}s`;
      const root = row.kind === 'Pod' ? '/api/v1' : '/apis/apps/v1';
      const object = (await lab.api('GET', `${root}/namespaces/shop/${plural}/${row.name}`)).body as any;
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { generateName: 'try-' },
        spec: structuredClone(object.spec.template?.spec ?? object.spec),
      };
      const user = { name: 'system:serviceaccount:kube-system:replicaset-controller', groups: ['system:authenticated'] };
      if ((await lab.api('POST', '/api/v1/namespaces/shop/pods?dryRun=All', pod, user)).code === 403) tried.push(row.name);
    }
    expect(tried).to.deep.equal(told);
  });

  it('tells what a new policy would change, and changes nothing itself', async () => {
    await lab.run(['import', 'dump.yaml'], { 'dump.yaml': DUMP });
    const { revision } = lab.lab.store;
    const changed = (await rows('--with', 'open.yaml')).filter((row) => row.before !== row.verdict);
    expect(changed.map(({ name, before, verdict }) => [name, before, verdict])).to.deep.equal([
      ['node-agent', 'refused', 'admitted'],
      ['silent', 'changed', 'admitted'],
      ['store', 'refused', 'admitted'],
    ]);
    expect(lab.lab.store.revision).to.equal(revision);
  });

  it('knows of the policies that come along when they are switched on', async () => {
    const { out } = await lab.run(['audit', '-o', 'json']);
    expect(JSON.parse(out)).to.deep.equal([]);
    await lab.api('POST', '/apis/apps/v1/namespaces/kube-system/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'x' } }, template: template({}) },
    });
    const [row] = JSON.parse((await lab.run(['audit', '-o', 'json'])).out);
    expect(row.explanation.policies.map((p: { name: string }) => p.name)).to.deep.equal(['privileged']);
  });

  it('says so where Kubernetes has no policies any more', async () => {
    const late = await labCluster({ version: '1.26.3', podSecurityPolicy: false });
    for (const [code, ...args] of [
      [2, 'audit'],
      [1, 'why', '--matrix'],
    ] as [number, ...string[]][]) {
      expect(await late.run(args)).to.deep.equal({
        code,
        out: '',
        err: 'akslab: Kubernetes 1.26.3 has no PodSecurityPolicy: 1.25 removed it, so it refuses nothing here\n',
      });
    }
  });
});
