/**
 * Folders of the node.
 *
 * Policy: spec.allowedHostPaths[]: pathPrefix (matched by whole segments) and readOnly (every mount must be); none: any path.
 * Pod: spec.volumes[].hostPath.path, and readOnly of every container's mounts of that volume.
 */
import { at, child, invalid } from '../../../field.ts';
import { containerLists, type ContainerList, type Pod } from '../policy.ts';
import type { Errors, Strategy } from '../strategy.ts';

export const hostPaths: Strategy = {
  name: 'hostPaths',
  volume(policy, versions) {
    const allowed = policy.spec.allowedHostPaths ?? [];
    if (!allowed.length) return undefined;
    const lists = containerLists(versions);
    return (volume, index, pod) => {
      if (!volume.hostPath) return undefined;
      const path: string = volume.hostPath.path ?? '';
      const matching = allowed.filter((a) => hasPrefix(path, a.pathPrefix ?? ''));
      if (!matching.length) return [invalid(child(at('spec.volumes', index), 'hostPath', 'pathPrefix'), path, 'is not allowed to be used')];
      return matching.some((a) => !a.readOnly) ? undefined : writableMounts(pod, lists, volume.name);
    };
  },
};

function writableMounts(pod: Pod, lists: readonly ContainerList[], volume: string | undefined): Errors {
  return lists.flatMap((list) =>
    (pod.spec[list] ?? []).flatMap((container, i) =>
      (container.volumeMounts ?? []).flatMap((mount, j) =>
        mount.name === volume && !mount.readOnly
          ? [invalid(child(at(child(at(child('spec', list), i), 'volumeMounts'), j), 'readOnly'), false, 'must be read-only')]
          : [],
      ),
    ),
  );
}

/** Whether `path` is `prefix` or lies below it; a trailing slash does not count. */
export function hasPrefix(path: string, prefix: string): boolean {
  const whole = path.replace(/\/$/, '');
  const start = prefix.replace(/\/$/, '');
  return whole === start || whole.startsWith(`${start}/`);
}
