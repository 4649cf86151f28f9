import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const using = (driver: string) => pod({ volumes: [{ name: 'v', flexVolume: { driver } }] });

describe('flexVolumes', () => {
  it('refuses drivers that are not listed, and lists none by default', () => {
    expect(errorsOf(policy({ volumes: ['flexVolume'], allowedFlexVolumes: [{ driver: 'x/lvm' }] }), using('x/cifs'))).to.deep.equal([
      'spec.volumes[0].driver: Invalid value: "x/cifs": Flexvolume driver is not allowed to be used',
    ]);
    expect(errorsOf(policy({ volumes: ['flexVolume'] }), using('x/cifs'))).to.deep.equal([]);
  });
});
