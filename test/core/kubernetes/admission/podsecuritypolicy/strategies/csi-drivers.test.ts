import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const using = (driver: string) => pod({ volumes: [{ name: 'v', csi: { driver } }] });

describe('csiDrivers', () => {
  it('refuses drivers that are not listed, and lists none by default', () => {
    expect(errorsOf(policy({ volumes: ['csi'], allowedCSIDrivers: [{ name: 'a' }] }), using('b'))).to.deep.equal([
      'spec.volumes[0].csi.driver: Invalid value: "b": Inline CSI driver is not allowed to be used',
    ]);
    expect(errorsOf(policy({ volumes: ['csi'] }), using('b'))).to.deep.equal([]);
  });
});
