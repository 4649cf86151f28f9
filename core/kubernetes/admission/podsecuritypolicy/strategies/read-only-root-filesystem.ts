/**
 * A root filesystem that cannot be written to.
 *
 * Policy: spec.readOnlyRootFilesystem: true requires it, and sets it where a container is silent.
 * Pod: securityContext.readOnlyRootFilesystem of each container.
 */
import { child, invalid } from '../../../field.ts';
import { containerAt, placePath, setContainerContext } from '../draft.ts';
import type { Strategy } from '../strategy.ts';

export const readOnlyRootFilesystem: Strategy = {
  name: 'readOnlyRootFilesystem',
  container(policy) {
    if (!policy.spec.readOnlyRootFilesystem) return undefined;
    return {
      default: (draft, place) => {
        if (containerAt(draft.pod, place).securityContext?.readOnlyRootFilesystem === undefined)
          setContainerContext(draft, place, 'readOnlyRootFilesystem', true);
      },
      validate: (container, place) => {
        const actual = container.securityContext?.readOnlyRootFilesystem;
        if (actual) return undefined;
        const field = child(placePath(place), 'securityContext', 'readOnlyRootFilesystem');
        if (actual === undefined) return [invalid(field, null, 'ReadOnlyRootFilesystem may not be nil and must be set to true')];
        return [invalid(field, false, 'ReadOnlyRootFilesystem must be set to true')];
      },
    };
  },
};
