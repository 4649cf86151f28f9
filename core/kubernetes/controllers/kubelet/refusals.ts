/** What keeps a kubelet from starting a container although its image is there. After k8s.io/kubernetes/pkg/kubelet/kuberuntime. */
import type { KubeObject } from '../../object.ts';
import { imageOf } from './images.ts';
import type { Container, Lookup } from './machine.ts';

/** Why it may not be root, where it would be or may be (verifyRunAsNonRoot). */
export function rootRefusal(pod: KubeObject, container: Container): string | undefined {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  if (!(own.runAsNonRoot ?? shared.runAsNonRoot ?? false)) return undefined;
  const uid = own.runAsUser ?? shared.runAsUser;
  if (uid !== undefined) return uid === 0 ? "container's runAsUser breaks non-root policy" : undefined;
  const { user } = imageOf(container.image);
  if (user && 'name' in user)
    return `container has runAsNonRoot and image has non-numeric user (${user.name}), cannot verify user is non-root`;
  return !user || user.uid === 0 ? 'container has runAsNonRoot and image will run as root' : undefined;
}

const RESOURCES = { configmap: 'configmaps', secret: 'secrets' } as const;

/** What its environment is made from and is not there. */
export function environmentRefusal(pod: KubeObject, container: Container, look: Lookup): string | undefined {
  const namespace = pod.metadata.namespace!;
  const refs: { kind: keyof typeof RESOURCES; ref?: { name: string; key?: string; optional?: boolean } }[] = [
    ...(container.envFrom ?? []).flatMap((from: Container) => [
      { kind: 'configmap' as const, ref: from.configMapRef },
      { kind: 'secret' as const, ref: from.secretRef },
    ]),
    ...(container.env ?? []).flatMap((entry: Container) => [
      { kind: 'configmap' as const, ref: entry.valueFrom?.configMapKeyRef },
      { kind: 'secret' as const, ref: entry.valueFrom?.secretKeyRef },
    ]),
  ];
  for (const { kind, ref } of refs) {
    if (!ref || ref.optional) continue;
    const source = look(RESOURCES[kind], namespace, ref.name);
    if (!source) return `${kind} "${ref.name}" not found`;
    const has = source.data?.[ref.key ?? ''] !== undefined || source.binaryData?.[ref.key ?? ''] !== undefined;
    if (ref.key !== undefined && !has)
      return `couldn't find key ${ref.key} in ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${namespace}/${ref.name}`;
  }
  return undefined;
}

/** The first volume that cannot be mounted, with the words of the FailedMount event. */
export function mountRefusal(pod: KubeObject, look: Lookup): string | undefined {
  for (const { name, configMap, secret } of pod.spec.volumes ?? []) {
    const source = configMap
      ? { kind: 'configmap' as const, name: configMap.name, optional: configMap.optional }
      : secret
        ? { kind: 'secret' as const, name: secret.secretName, optional: secret.optional }
        : undefined;
    if (!source || source.optional || look(RESOURCES[source.kind], pod.metadata.namespace!, source.name)) continue;
    return `MountVolume.SetUp failed for volume "${name}" : ${source.kind} "${source.name}" not found`;
  }
  return undefined;
}
