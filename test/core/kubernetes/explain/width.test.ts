import fc from 'fast-check';
import { expect } from 'chai';
import type { Policy } from '../../../../core/kubernetes/admission/podsecuritypolicy/policy.ts';
import { wideOpenings, width } from '../../../../core/kubernetes/explain/width.ts';
import psp from '../../../../core/kubernetes/bootstrap/psp.json' with { type: 'json' };
import { readSets } from '../../../conformance/psp.ts';
import { policy } from '../../../support/psp.ts';
import { widening } from '../../../support/widenings.ts';

const recorded = readSets().flatMap((set) => set.policies as Policy[]);
const privileged = psp[0] as unknown as Policy;

describe('the width of a policy', () => {
  it('never shrinks as the policy is widened', () => {
    fc.assert(
      fc.property(fc.constantFrom(...recorded), widening, (by, { how, widen }) => {
        expect(width({ ...by, spec: { ...by.spec, ...widen(by.spec) } }), how).to.be.at.least(width(by) - 1e-9);
      }),
      { numRuns: 5000, seed: 20210115 },
    );
  });
  it("puts AKS's own policy, which allows nearly everything, behind others", () => {
    const capabilities = policy({
      volumes: ['*'],
      allowedCapabilities: ['*'],
      hostNetwork: true,
      hostPorts: [{ min: 0, max: 65535 }],
      hostPID: true,
      hostIPC: true,
    });
    expect(width(privileged)).to.be.greaterThan(width(capabilities));
  });
  it('tells a part of the node from the whole of it', () => {
    const folder = (...paths: { pathPrefix: string; readOnly?: boolean }[]) => policy({ volumes: ['hostPath'], allowedHostPaths: paths });
    const inOrder = [folder({ pathPrefix: '/var', readOnly: true }), folder({ pathPrefix: '/var' }), folder({ pathPrefix: '/' })].map(
      width,
    );
    expect(inOrder).to.deep.equal([...inOrder].sort((a, b) => a - b));
    expect(wideOpenings(folder({ pathPrefix: '/' }))).to.deep.equal(['every folder of the node']);
    expect(wideOpenings(folder({ pathPrefix: '/var' }))).to.deep.equal([]);
  });
});
