/**
 * FlexVolume drivers.
 *
 * Policy: spec.allowedFlexVolumes[].driver; none: any driver, as long as spec.volumes lets flexVolume in.
 * Pod: spec.volumes[].flexVolume.driver. The error leaves `flexVolume` out of the path, as upstream does.
 */
import { at, child, invalid } from '../../../field.ts';
import type { Strategy } from '../strategy.ts';
import { sourceOf } from './volumes.ts';

export const flexVolumes: Strategy = {
  name: 'flexVolumes',
  volume(policy) {
    const drivers = policy.spec.allowedFlexVolumes?.map((a) => a.driver);
    if (!drivers?.length) return undefined;
    return (volume, index) => {
      if (sourceOf(volume) !== 'flexVolume' || drivers.includes(volume.flexVolume.driver)) return undefined;
      return [
        invalid(child(at('spec.volumes', index), 'driver'), volume.flexVolume.driver ?? '', 'Flexvolume driver is not allowed to be used'),
      ];
    };
  },
};
