import { expect } from 'chai';
import { podState, POD_COLUMNS } from '../../../../../core/kubernetes/resources/pod/columns.ts';
import { versionsOf } from '../../../../../core/kubernetes/versions.ts';

const context = { versions: versionsOf('1.20.2'), now: Date.parse('2020-06-01T01:00:00Z') };
const pod = (status: object, metadata: object = {}, spec: object = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x', creationTimestamp: '2020-06-01T00:00:00Z', ...metadata },
  spec: { containers: [{}, {}], initContainers: [{}, {}], ...spec },
  status: { phase: 'Running', ...status },
});
const containers = (...states: object[]): object => ({ containerStatuses: states });
const reason = (status: object, metadata?: object): string => podState(pod(status, metadata)).reason;

describe('the status column of pods', () => {
  const running = { ready: true, state: { running: {} }, restartCount: 1 };
  const CASES: [string, string, string][] = [
    ['the phase', reason({}), 'Running'],
    ["the status' own reason before it", reason({ reason: 'Evicted' }), 'Evicted'],
    ['what a container waits for', reason(containers(running, { state: { waiting: { reason: 'ImagePullBackOff' } } })), 'ImagePullBackOff'],
    [
      "the first container's word",
      reason(containers({ state: { waiting: { reason: 'A' } } }, { state: { waiting: { reason: 'B' } } })),
      'A',
    ],
    ['how a container ended', reason(containers({ state: { terminated: { exitCode: 3 } } })), 'ExitCode:3'],
    ['what ended it', reason(containers({ state: { terminated: { signal: 9, exitCode: 137 } } })), 'Signal:9'],
    [
      'running, while one of two is done',
      reason({
        ...containers({ state: { terminated: { reason: 'Completed' } } }, running),
        conditions: [{ type: 'Ready', status: 'True' }],
      }),
      'Running',
    ],
    [
      'not ready, while one of two is done and the pod is not',
      reason(containers({ state: { terminated: { reason: 'Completed' } } }, running)),
      'NotReady',
    ],
    [
      'how far initialisation is',
      reason({ initContainerStatuses: [{ state: { terminated: { exitCode: 0 } } }, { state: { running: {} } }] }),
      'Init:1/2',
    ],
    [
      'why initialisation fails',
      reason({ initContainerStatuses: [{ state: { terminated: { exitCode: 1, reason: 'Error' } } }] }),
      'Init:Error',
    ],
    ['that it is going', reason({}, { deletionTimestamp: '2020-06-01T00:30:00Z' }), 'Terminating'],
    ['that nobody knows, on a lost node', reason({ reason: 'NodeLost' }, { deletionTimestamp: '2020-06-01T00:30:00Z' }), 'Unknown'],
  ];
  for (const [what, given, expected] of CASES) it(`says ${what}`, () => expect(given).to.equal(expected));
});

describe('the table of pods', () => {
  it('has its cells in order, wide ones last', () => {
    const one = pod(
      { ...containers({ ready: true, state: { running: {} }, restartCount: 2 }, {}), podIPs: [{ ip: '10.0.0.1' }] },
      {},
      { nodeName: 'n', readinessGates: [{ conditionType: 'a/b' }] },
    );
    expect(POD_COLUMNS.map((column) => column.cell(one, context))).to.deep.equal([
      'x',
      '1/2',
      'Running',
      2,
      '60m',
      '10.0.0.1',
      'n',
      '<none>',
      '0/1',
    ]);
    expect(POD_COLUMNS.filter(({ priority }) => priority).length).to.equal(4);
  });
});
