/** What PodSecurityPolicy does not check: whether a pod that it lets in can start. */
import { rootRefusal } from '../controllers/kubelet/refusals.ts';
import type { KubeObject } from '../object.ts';

/** In the kubelet's words, why a container of a pod that was let in will not be started: it must not be root, and its image is. */
export function obstacleToStart(pod: KubeObject): string | undefined {
  for (const container of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
    const refusal = container.image ? rootRefusal(pod, container) : undefined;
    if (refusal) return `container ${container.name}: ${refusal}`;
  }
  return undefined;
}
