/**
 * Inline CSI drivers.
 *
 * Policy: spec.allowedCSIDrivers[].name; none: any driver, as long as spec.volumes lets csi in.
 * Pod: spec.volumes[].csi.driver.
 */
import { at, child, invalid } from '../../../field.ts';
import type { Strategy } from '../strategy.ts';
import { sourceOf } from './volumes.ts';

export const csiDrivers: Strategy = {
  name: 'csiDrivers',
  volume(policy) {
    const drivers = policy.spec.allowedCSIDrivers?.map((a) => a.name);
    if (!drivers?.length) return undefined;
    return (volume, index) => {
      if (sourceOf(volume) !== 'csi' || drivers.includes(volume.csi.driver)) return undefined;
      return [
        invalid(child(at('spec.volumes', index), 'csi', 'driver'), volume.csi.driver ?? '', 'Inline CSI driver is not allowed to be used'),
      ];
    };
  },
};
