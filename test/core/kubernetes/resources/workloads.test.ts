import { expect } from 'chai';
import { cronJobs } from '../../../../core/kubernetes/resources/cronjobs.ts';
import { daemonSets } from '../../../../core/kubernetes/resources/daemonsets.ts';
import { deployments } from '../../../../core/kubernetes/resources/deployments.ts';
import { jobs } from '../../../../core/kubernetes/resources/jobs.ts';
import { priorityClasses } from '../../../../core/kubernetes/resources/priorityclasses.ts';
import { replicaSets } from '../../../../core/kubernetes/resources/replicasets.ts';
import { runtimeClasses } from '../../../../core/kubernetes/resources/runtimeclasses.ts';
import { statefulSets } from '../../../../core/kubernetes/resources/statefulsets.ts';
import { testCluster } from '../../../support/cluster.ts';
import { created, createErrors, updated, updateErrors } from '../../../support/definitions.ts';

const labels = { app: 'x' };
const containers = [{ name: 'c', image: 'i' }];
const workload = (spec: object = {}, metadata: object = {}): object => ({
  metadata: { name: 'x', ...metadata },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } }, ...spec },
});
const job = (spec: object = {}): object => ({
  metadata: { name: 'x', uid: 'u' },
  spec: { template: { spec: { containers, restartPolicy: 'Never' } }, ...spec },
});

describe('deployments', () => {
  it('roll out by quarters unless told otherwise', () => {
    expect(created(deployments, workload()).spec).to.deep.include({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    });
  });
  it('start at generation 1 and count changes of spec and annotations, not of labels', () => {
    const old = created(deployments, workload());
    const generation = (body: object): number => updated(deployments, old, body).metadata.generation;
    expect(old.metadata.generation).to.equal(1);
    expect([
      generation(workload({ replicas: 2 })),
      generation(workload({}, { annotations: { a: 'b' } })),
      generation(workload({}, { labels })),
    ]).to.deep.equal([2, 2, 1]);
  });
  it('keep their status on an update', () => {
    const old = { ...created(deployments, workload()), status: { replicas: 1 } };
    expect(updated(deployments, old, { ...workload(), status: { replicas: 9 } }).status).to.deep.equal({ replicas: 1 });
  });
  it('need a selector that selects their pods', () => {
    expect(createErrors(deployments, workload({ selector: {} }))[0]).to.equal(
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    );
    expect(createErrors(deployments, workload({ selector: { matchLabels: { app: 'y' } } }))).to.deep.equal([
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: `selector` does not match template `labels`',
    ]);
  });
  it('tell labels that were sent empty from none', () => {
    const template = (metadata: object): string =>
      createErrors(deployments, workload({ template: { metadata, spec: { containers } } }))[0]!;
    expect(template({ labels: {} })).to.contain('map[string]string{}');
    expect(template({})).to.contain('map[string]string(nil)');
  });
  it('refuse to roll out without moving', () => {
    expect(createErrors(deployments, workload({ strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: '0%' } } }))).to.deep.equal([
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    ]);
  });
  it('keep their selector', () => {
    const old = created(deployments, workload());
    const other = workload({
      selector: { matchLabels: { app: 'y' } },
      template: { metadata: { labels: { app: 'y' } }, spec: { containers } },
    });
    expect(updateErrors(deployments, old, other)).to.deep.equal([
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"y"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    ]);
  });
  it('run pods that restart always', () => {
    expect(
      createErrors(deployments, workload({ template: { metadata: { labels }, spec: { containers, restartPolicy: 'Never' } } })),
    ).to.deep.equal(['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"']);
  });
});

describe('replica sets', () => {
  it('call an empty selector invalid for a deployment, as the real ones do', () => {
    expect(createErrors(replicaSets, workload({ selector: {} }))[0]).to.contain('empty selector is invalid for deployment');
  });
});

describe('daemon sets', () => {
  it('count changes of the template in an annotation', () => {
    const old = created(daemonSets, workload());
    const changed = updated(
      daemonSets,
      old,
      workload({ template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'j' }] } } }),
    );
    const counts = [old, changed].map(({ metadata }) => metadata.annotations['deprecated.daemonset.template.generation']);
    expect(counts).to.deep.equal(['1', '2']);
  });
  it('must replace at least one pod at a time', () => {
    expect(createErrors(daemonSets, workload({ updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }))).to.deep.equal([
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: cannot be 0',
    ]);
  });
});

describe('stateful sets', () => {
  it('do not look into their template: its pods will fail instead', () => {
    expect(createErrors(statefulSets, workload({ template: { metadata: { labels }, spec: { containers: [{}] } } }))).to.deep.equal([]);
  });
  it('complete their claims', () => {
    const [claim] = created(statefulSets, workload({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] })).spec.volumeClaimTemplates;
    expect(claim).to.deep.include({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } });
    expect(claim.spec.volumeMode).to.equal('Filesystem');
  });
  it('may change replicas, template and update strategy only', () => {
    const old = created(statefulSets, workload({ serviceName: 's' }));
    expect(updateErrors(statefulSets, old, workload({ serviceName: 's', replicas: 3 }))).to.deep.equal([]);
    expect(updateErrors(statefulSets, old, workload({ serviceName: 't' }))).to.deep.equal([
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden",
    ]);
  });
});

describe('jobs', () => {
  it('make a selector that only their pods have', () => {
    const { spec, metadata } = created(jobs, job());
    const own = { 'controller-uid': 'u', 'job-name': 'x' };
    expect(spec.selector).to.deep.equal({ matchLabels: { 'controller-uid': 'u' } });
    expect([spec.template.metadata.labels, metadata.labels]).to.deep.equal([own, own]);
  });
  it('label pods by their name, a generated one too', () => {
    const { metadata, spec } = testCluster().ask('POST', '/apis/batch/v1/namespaces/default/jobs', {
      ...job(),
      metadata: { generateName: 'x-' },
    }).body;
    expect(metadata.name).to.match(/^x-/);
    expect(spec.template.metadata.labels).to.deep.equal({ 'controller-uid': metadata.uid, 'job-name': metadata.name });
  });
  it('run once unless told otherwise', () => {
    expect(created(jobs, job()).spec).to.include({ completions: 1, parallelism: 1, backoffLimit: 6 });
    expect(created(jobs, job({ parallelism: 2 })).spec).to.not.have.property('completions');
  });
  it('end: their pods do not restart always', () => {
    expect(createErrors(jobs, job({ template: { spec: { containers } } }))).to.deep.equal([
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ]);
  });
  it('keep a selector of their own only if asked to', () => {
    const selector = { matchLabels: labels };
    const template = { metadata: { labels }, spec: { containers, restartPolicy: 'Never' } };
    expect(createErrors(jobs, job({ selector, template, manualSelector: true }))).to.deep.equal([]);
    expect(createErrors(jobs, job({ selector, template }))[0]).to.contain('`selector` not auto-generated');
  });
});

describe('cron jobs', () => {
  const cron = (spec: object, name = 'x'): string[] =>
    createErrors(cronJobs, {
      metadata: { name },
      spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: { containers, restartPolicy: 'Never' } } } }, ...spec },
    });
  it('need a schedule that can be read', () => {
    expect(cron({ schedule: '' })).to.deep.equal(['spec.schedule: Required value']);
    expect(cron({ schedule: '* *' })).to.deep.equal(['spec.schedule: Invalid value: "* *": Expected exactly 5 fields, found 2: * *']);
    expect(cron({ schedule: '61 * * * *' })).to.deep.equal([
      'spec.schedule: Invalid value: "61 * * * *": End of range (61) above maximum (59): 61',
    ]);
  });
  it('have names that leave room for the time', () =>
    expect(cron({}, 'a'.repeat(53))).to.deep.equal([
      `metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`,
    ]));
});

describe('priority and runtime classes', () => {
  it('leave the system its own', () => {
    expect(createErrors(priorityClasses, { metadata: { name: 'system-x' }, value: 1 })).to.deep.equal([
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class",
    ]);
    expect(createErrors(priorityClasses, { metadata: { name: 'x' }, value: 1_000_000_001 })).to.deep.equal([
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    ]);
  });
  it('keep their value and handler', () => {
    const [priority, runtime] = [
      created(priorityClasses, { metadata: { name: 'x' }, value: 1 }),
      created(runtimeClasses, { metadata: { name: 'x' }, handler: 'a' }),
    ];
    expect(updateErrors(priorityClasses, priority, { metadata: { name: 'x' }, value: 2 })).to.deep.equal([
      'Value: Forbidden: may not be changed in an update.',
    ]);
    expect(updateErrors(runtimeClasses, runtime, { metadata: { name: 'x' }, handler: 'b' })).to.deep.equal([
      'handler: Invalid value: "b": field is immutable',
    ]);
  });
});
