import { expect } from 'chai';
import { NODES, template, workbench, workload } from './workbench.ts';

const PRIVILEGED = { securityContext: { privileged: true } };

/** A cluster with PodSecurityPolicy, where namespace x may use no policy. */
const bench = () => workbench({ podSecurityPolicy: true });

/** Lets all service accounts of x use the policy `privileged`. */
function grant(made: ReturnType<typeof workbench>): void {
  made.cluster.ask('POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/x/rolebindings', {
    metadata: { name: 'psp' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'psp:privileged' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:serviceaccounts:x' }],
  });
}

const refusal = (name: string): RegExp =>
  new RegExp(`^\\d+ Warning FailedCreate Error creating: pods "${name}" is forbidden: PodSecurityPolicy: unable to admit pod: \\[\\]$`);

describe('controllers under PodSecurityPolicy', () => {
  it('a deployment says that its pods are refused, whoever made it', () => {
    const made = bench();
    made.create('deployments', workload('web', {}, PRIVILEGED));
    made.pass(2);
    const [set] = made.list('replicasets');
    const { name } = set.metadata;
    expect(made.events(name)).to.have.length(1);
    expect(made.events(name)[0]).to.match(refusal(`${name}-`));
    expect(
      made.get('deployments', 'web').status.conditions.map((c: any) => `${c.type}=${c.status} ${c.reason} ${c.message}`),
    ).to.deep.equal([
      `Progressing=True NewReplicaSetCreated Created new replica set "${name}"`,
      'Available=False MinimumReplicasUnavailable Deployment does not have minimum availability.',
      `ReplicaFailure=True FailedCreate pods "${name}-" is forbidden: PodSecurityPolicy: unable to admit pod: []`,
    ]);
  });

  it('it tries again ever more rarely', () => {
    const made = bench();
    made.create('replicasets', workload('web'));
    const count = (): number => Number(made.events('web')[0]!.split(' ')[0]);
    made.pass(60);
    const afterOne = count();
    expect(afterOne).to.be.within(5, 25);
    made.pass(60);
    expect(count() - afterOne).to.be.at.most(4);
  });

  it('a Job looks again when its status is written, and then waits ten seconds and more', () => {
    const made = bench();
    made.create('jobs', { metadata: { name: 'web' }, spec: { template: template('web', PRIVILEGED, { restartPolicy: 'Never' }) } });
    const count = (): number => Number(made.events('web')[0]!.split(' ')[0]);
    made.pass(8);
    expect(count()).to.equal(2);
    made.pass(64);
    expect(count()).to.be.within(4, 5);
  });

  for (const [resource, body, name] of [
    ['deployments', workload('web', {}, PRIVILEGED), 'web-'],
    ['replicasets', workload('web', {}, PRIVILEGED), 'web-'],
    ['statefulsets', workload('web', { serviceName: 'web' }, PRIVILEGED), 'web-0'],
    ['jobs', { metadata: { name: 'web' }, spec: { template: template('web', PRIVILEGED, { restartPolicy: 'Never' }) } }, 'web-'],
  ] as const) {
    it(`pods of ${resource} come at once when the grant does`, () => {
      const made = bench();
      made.create(resource, body);
      made.pass(100);
      expect(made.pods()).to.deep.equal([]);
      const events = made.list('events').filter((e) => e.reason === 'FailedCreate');
      expect(events[0].message)
        .to.contain('is forbidden: PodSecurityPolicy: unable to admit pod: []')
        .and.to.contain(`pods "${name.slice(0, 4)}`);
      grant(made);
      expect(made.pods()).to.have.length(1);
      expect(made.pods()[0]).to.match(/ 1\/1 Running 0$/);
    });
  }

  it('the failure is forgotten once the pods are there', () => {
    const made = bench();
    made.create('deployments', workload('web', {}, PRIVILEGED));
    made.pass(1);
    grant(made);
    expect(made.get('deployments', 'web').status.conditions.map((c: any) => c.type)).to.deep.equal(['Available', 'Progressing']);
  });

  for (const [resource, component, message, body] of [
    ['deployments', 'replicaset-controller', /^Error creating: (pods "web-[a-z0-9]+-" is forbidden: .*)$/, workload('web', {}, PRIVILEGED)],
    ['replicasets', 'replicaset-controller', /^Error creating: (pods "web-" is forbidden: .*)$/, workload('web', {}, PRIVILEGED)],
    [
      'daemonsets',
      'daemonset-controller',
      /^Error creating: (pods "web-" is forbidden: .*)$/,
      workload('web', { replicas: undefined }, PRIVILEGED),
    ],
    [
      'statefulsets',
      'statefulset-controller',
      /^create Pod web-0 in StatefulSet web failed error: (pods "web-0" is forbidden: .*)$/,
      workload('web', { serviceName: 'web' }, PRIVILEGED),
    ],
    [
      'jobs',
      'job-controller',
      /^Error creating: (pods "web-" is forbidden: .*)$/,
      { metadata: { name: 'web' }, spec: { template: template('web', PRIVILEGED, { restartPolicy: 'Never' }) } },
    ],
  ] as const) {
    it(`pods of ${resource} that are refused leave an event of the ${component}`, () => {
      const made = workbench({ podSecurityPolicy: true, nodes: NODES });
      made.create(resource, body);
      made.pass(2);
      const [event] = made.list('events').filter((e) => e.reason === 'FailedCreate');
      expect([event.type, event.source]).to.deep.equal(['Warning', { component }]);
      expect(message.exec(event.message)?.[1]).to.match(/ is forbidden: PodSecurityPolicy: unable to admit pod: \[\]$/);
    });
  }

  it('it is the service account of the pods that counts', () => {
    const made = bench();
    made.cluster.ask('POST', '/api/v1/namespaces/x/serviceaccounts', { metadata: { name: 'trusted' } });
    made.cluster.ask('POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/x/rolebindings', {
      metadata: { name: 'trusted' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'psp:privileged' },
      subjects: [{ kind: 'ServiceAccount', name: 'trusted', namespace: 'x' }],
    });
    made.create('deployments', workload('mine', {}, PRIVILEGED));
    made.create('deployments', {
      metadata: { name: 'theirs' },
      spec: { selector: { matchLabels: { app: 'theirs' } }, template: template('theirs', PRIVILEGED, { serviceAccountName: 'trusted' }) },
    });
    made.pass(5);
    expect(made.pods()).to.have.length(1);
    expect(made.pods()[0]).to.match(/^theirs-/);
  });
});
