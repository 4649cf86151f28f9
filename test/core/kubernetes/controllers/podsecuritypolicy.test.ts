import { expect } from 'chai';
import { template, workbench, workload } from './workbench.ts';

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

const refusal = (name: string): RegExp => new RegExp(`^\\d+ Warning FailedCreate Error creating: pods "${name}" is forbidden: PodSecurityPolicy: unable to admit pod: \\[\\]$`);

describe('controllers under PodSecurityPolicy', () => {
  it('a deployment says that its pods are refused, whoever made it', () => {
    const made = bench();
    made.create('deployments', workload('web', {}, PRIVILEGED));
    made.pass(2);
    const [set] = made.list('replicasets');
    const { name } = set.metadata;
    expect(made.events(name)).to.have.length(1);
    expect(made.events(name)[0]).to.match(refusal(`${name}-`));
    expect(made.get('deployments', 'web').status.conditions.map((c: any) => `${c.type}=${c.status} ${c.reason} ${c.message}`)).to.deep.equal([
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
      expect(events[0].message).to.contain('is forbidden: PodSecurityPolicy: unable to admit pod: []').and.to.contain(`pods "${name.slice(0, 4)}`);
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
});
