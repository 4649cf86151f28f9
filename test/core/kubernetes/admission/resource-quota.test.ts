import { expect } from 'chai';
import { resourceQuota } from '../../../../core/kubernetes/admission/resource-quota.ts';
import { aPod, refusalOf, run, thing } from '../../../support/admission.ts';

const quota = (hard: object, spec: object = {}) => ({ resourcequotas: [thing('ResourceQuota', 'q', { spec: { hard, ...spec } }, 'lab')] });
const sized = (cpu: string) => aPod({ containers: [{ name: 'a', resources: { requests: { cpu } } }] });

describe('ResourceQuota', () => {
  it('refuses what goes beyond, naming only what does', () => {
    const world = { ...quota({ pods: '1', 'requests.cpu': '2' }), pods: [sized('500m')] };
    expect(refusalOf(run(resourceQuota, 'pods', sized('1'), world))).to.equal(
      'exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
    );
  });
  it('notes what is used, but not on a dry run', () => {
    const world = { ...quota({ pods: '4', 'requests.cpu': '2' }), pods: [sized('500m')] };
    expect(run(resourceQuota, 'pods', sized('1'), world).written[0]!.status).to.deep.equal({
      hard: { pods: '4', 'requests.cpu': '2' },
      used: { pods: '2', 'requests.cpu': '1500m' },
    });
    expect(run(resourceQuota, 'pods', sized('1'), world, { dryRun: true }).written).to.deep.equal([]);
  });
  it('wants every container to say what it needs', () => {
    expect(refusalOf(run(resourceQuota, 'pods', aPod(), quota({ 'limits.memory': '1Gi', 'requests.cpu': '1' })))).to.equal(
      'failed quota: q: must specify limits.memory,requests.cpu',
    );
  });
  it('counts only what its scopes take in', () => {
    expect(refusalOf(run(resourceQuota, 'pods', sized('1'), quota({ pods: '0' }, { scopes: ['BestEffort'] })))).to.equal(undefined);
    expect(refusalOf(run(resourceQuota, 'pods', aPod(), quota({ pods: '0' }, { scopes: ['BestEffort'] })))).to.equal(
      'exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
    );
  });
  it('counts any kind', () => {
    expect(refusalOf(run(resourceQuota, 'configmaps', thing('ConfigMap', 'c', {}, 'lab'), quota({ 'count/configmaps': '0' })))).to.equal(
      'exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=0, limited: count/configmaps=0',
    );
  });
});
