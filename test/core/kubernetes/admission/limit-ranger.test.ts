import { expect } from 'chai';
import { limitRanger } from '../../../../core/kubernetes/admission/limit-ranger.ts';
import { aPod, refusalOf, run, thing } from '../../../support/admission.ts';

const limits = (item: object) => ({
  limitranges: [thing('LimitRange', 'l', { spec: { limits: [{ type: 'Container', ...item }] } }, 'lab')],
});
const asking = (requests: object, limitsOf: object = {}) =>
  aPod({ containers: [{ name: 'a', resources: { requests, limits: limitsOf } }] });

describe('LimitRanger', () => {
  it('fills in defaults, and says so', () => {
    const { object } = run(limitRanger, 'pods', aPod(), limits({ default: { cpu: '1' }, defaultRequest: { cpu: '100m', memory: '1Gi' } }));
    expect(object.spec.containers[0].resources).to.deep.equal({ requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1' } });
    expect(object.metadata.annotations!['kubernetes.io/limit-ranger']).to.equal(
      'LimitRanger plugin set: cpu, memory request for container a; cpu limit for container a',
    );
  });
  it('refuses too little and too much', () => {
    expect(refusalOf(run(limitRanger, 'pods', asking({ cpu: '50m' }), limits({ min: { cpu: '100m' } })))).to.equal(
      'minimum cpu usage per Container is 100m, but request is 50m',
    );
    expect(refusalOf(run(limitRanger, 'pods', asking({}, { cpu: '3' }), limits({ max: { cpu: '2' } })))).to.equal(
      'maximum cpu usage per Container is 2, but limit is 3',
    );
    expect(refusalOf(run(limitRanger, 'pods', aPod(), limits({ max: { cpu: '2' } })))).to.equal(
      'maximum cpu usage per Container is 2.  No limit is specified',
    );
  });
  it('gathers what it has against a pod', () => {
    expect(
      refusalOf(
        run(
          limitRanger,
          'pods',
          asking({ cpu: '1', memory: '1Mi' }, { cpu: '9' }),
          limits({ min: { memory: '1Gi' }, maxLimitRequestRatio: { cpu: '2' } }),
        ),
      ),
    ).to.equal(
      '[minimum memory usage per Container is 1Gi, but request is 1Mi, cpu max limit to request ratio per Container is 2, but provided ratio is 9.000000]',
    );
  });
});
