import { expect } from 'chai';
import { NODES, pod, WITH_NODES, workbench } from '../workbench.ts';

const [FIRST, SECOND] = NODES.map(({ name }) => name) as [string, string];
const nodePath = (name: string): string => `/api/v1/nodes/${name}`;
const patch = { headers: { 'content-type': 'application/merge-patch+json' } };
const nodeOf = (bench: ReturnType<typeof workbench>, name: string): string | undefined => bench.get('pods', name).spec.nodeName;

describe('scheduler', () => {
  it('takes the node with the fewest pods', () => {
    const bench = workbench(WITH_NODES);
    for (const name of ['a', 'b', 'c', 'd']) bench.create('pods', pod(name));
    const used = ['a', 'b', 'c', 'd'].map((name) => nodeOf(bench, name));
    expect(used.filter((node) => node === FIRST)).to.have.length(2);
    expect(used.filter((node) => node === SECOND)).to.have.length(2);
  });

  it('follows node selectors and required affinity', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('selects', {}, { nodeSelector: { 'kubernetes.io/hostname': SECOND } }));
    const term = (operator: string) => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator, values: [SECOND] }] }],
          },
        },
      },
    });
    bench.create('pods', pod('wants', {}, term('In')));
    bench.create('pods', pod('avoids', {}, term('NotIn')));
    expect([nodeOf(bench, 'selects'), nodeOf(bench, 'wants'), nodeOf(bench, 'avoids')]).to.deep.equal([SECOND, SECOND, FIRST]);
  });

  it('says why no node will do, and counts', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('odd', {}, { nodeSelector: { disk: 'ssd' } }));
    bench.create('pods', pod('big', { resources: { requests: { cpu: '1900m', memory: '5Gi' } } }));
    const message = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.";
    expect(bench.pods()).to.deep.equal(['big 0/1 Pending 0', 'odd 0/1 Pending 0']);
    expect(bench.events('odd')).to.deep.equal([`1 Warning FailedScheduling ${message}`]);
    expect(bench.get('pods', 'odd').status.conditions).to.deep.include({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastProbeTime: null,
      lastTransitionTime: '2020-06-01T00:00:00Z',
    });
    expect(bench.events('big')[0]).to.match(/0\/2 nodes are available: .*2 Insufficient memory\.$/);
  });

  it('looks again when a node changes or a pod makes room', () => {
    const bench = workbench(WITH_NODES);
    for (const node of [FIRST, SECOND]) bench.cluster.ask('PATCH', nodePath(node), { spec: { unschedulable: true } }, patch);
    bench.create('pods', pod('web'));
    expect(bench.events('web')).to.deep.equal(['1 Warning FailedScheduling 0/2 nodes are available: 2 node(s) were unschedulable.']);
    bench.cluster.ask('PATCH', nodePath(SECOND), { spec: { unschedulable: null } }, patch);
    expect(nodeOf(bench, 'web')).to.equal(SECOND);
  });

  it('keeps off taints that are not tolerated', () => {
    const bench = workbench(WITH_NODES);
    const taints = [{ key: 'team', value: 'a', effect: 'NoSchedule' }];
    for (const node of [FIRST, SECOND]) bench.cluster.ask('PATCH', nodePath(node), { spec: { taints } }, patch);
    bench.create('pods', pod('plain'));
    bench.create('pods', pod('tolerant', {}, { tolerations: [{ key: 'team', operator: 'Equal', value: 'a' }] }));
    expect(bench.events('plain')).to.deep.equal([
      "1 Warning FailedScheduling 0/2 nodes are available: 2 node(s) had taint {team: a}, that the pod didn't tolerate.",
    ]);
    expect(nodeOf(bench, 'tolerant')).to.not.equal(undefined);
  });

  it('evicts what does not tolerate a NoExecute taint', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('web'));
    bench.cluster.ask('PATCH', nodePath(nodeOf(bench, 'web')!), { spec: { taints: [{ key: 'gone', effect: 'NoExecute' }] } }, patch);
    bench.pass(31);
    expect(bench.pods()).to.deep.equal([]);
  });
});
