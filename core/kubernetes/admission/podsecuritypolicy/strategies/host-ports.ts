/**
 * Ports of the node.
 *
 * Policy: spec.hostPorts[]: min and max; none: no port at all.
 * Pod: ports[].hostPort of each container, 0 being none. With hostNetwork, every container port is one (pod defaulting fills it in).
 */
import { child, invalid } from '../../../field.ts';
import { placePath } from '../draft.ts';
import type { Range } from '../policy.ts';
import { within } from '../ranges.ts';
import type { Strategy } from '../strategy.ts';

export const hostPorts: Strategy = {
  name: 'hostPorts',
  container(policy) {
    const ranges = policy.spec.hostPorts ?? [];
    return {
      validate: (container, place) =>
        container.ports
          ?.filter(({ hostPort = 0 }) => hostPort > 0 && !within(ranges, hostPort))
          .map(({ hostPort }) =>
            invalid(
              child(placePath(place), 'hostPort'),
              hostPort!,
              `Host port ${hostPort} is not allowed to be used. Allowed ports: [${portsText(ranges)}]`,
            ),
          ),
    };
  },
};

const portsText = (ranges: readonly Range[]): string => ranges.map((r) => (r.min === r.max ? `${r.min}` : `${r.min}-${r.max}`)).join(',');
