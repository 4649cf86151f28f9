/** What an update of a pod's status may say. After ValidatePodStatusUpdate of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, forbidden, go, invalid, quote, type FieldError, type Path } from '../../field.ts';
import type { KubeObject } from '../../object.ts';
import { IP_MESSAGE, isIPv6, parseIP } from '../validation/addresses.ts';
import { dns1123Subdomain, qualifiedName } from '../validation/names.ts';
import { checked } from '../validation/common.ts';
import { validateAnnotationUpdate, validatePodAnnotations } from './annotations.ts';
import { list, type Fields } from './rules.ts';

const SYSTEM_CONDITIONS = ['PodScheduled', 'Ready', 'Initialized'];

export function validatePodStatusUpdate(pod: KubeObject, old: KubeObject): FieldError[] {
  const { status = {}, metadata } = pod as { status?: Fields; metadata: KubeObject['metadata'] };
  const before: Fields = old.status ?? {};
  const policy: string = old.spec.restartPolicy ?? '';
  const nominated: string = status.nominatedNodeName ?? '';
  return [
    ...validateAnnotationUpdate(metadata.annotations, old.metadata.annotations, 'metadata.annotations'),
    ...validatePodAnnotations(metadata.annotations, pod.spec, 'metadata.annotations'),
    // The real one looks for them in the metadata.
    ...list(status.conditions).flatMap(({ type = '' }, i) =>
      SYSTEM_CONDITIONS.includes(type) ? [] : checked(qualifiedName, type, child(at('metadata.conditions', i), 'Type')),
    ),
    ...(nominated && nominated !== before.nominatedNodeName ? checked(dns1123Subdomain, nominated, 'status.nominatedNodeName') : []),
    ...validateTransitions(status.containerStatuses, before.containerStatuses, policy, 'status.containerStatuses'),
    ...validateTransitions(status.initContainerStatuses, before.initContainerStatuses, policy, 'status.initContainerStatuses'),
    ...(validateAddresses(before.podIPs, 'status.podIPs').length > 0 ? [] : validateAddresses(status.podIPs, 'status.podIPs')),
  ];
}

/** What has ended and is not to run again has ended. */
function validateTransitions(statuses: Fields[] | undefined, old: Fields[] | undefined, policy: string, path: Path): FieldError[] {
  if (policy === 'Always') return [];
  return list(old).flatMap(({ name, state }, i) => {
    if (!state?.terminated || (state.terminated.exitCode !== 0 && policy === 'OnFailure')) return [];
    return list(statuses)
      .filter((status) => status.name === name && !status.state?.terminated)
      .map(() => forbidden(child(at(path, i), 'state'), 'may not be transitioned to non-terminated state'));
  });
}

/** One address of each family. */
function validateAddresses(podIPs: Fields[] | undefined, path: Path): FieldError[] {
  const addresses = list(podIPs).map(({ ip = '' }) => ip as string);
  const errors = addresses.flatMap((ip, i) => (parseIP(ip) ? [] : [invalid(at(path, i), ip, IP_MESSAGE)]));
  if (addresses.length < 2 || errors.length > 0) return errors;
  const shown = `[]core.PodIP{${addresses.map((ip) => `core.PodIP{IP:${quote(ip)}}`).join(', ')}}`;
  if (new Set(addresses.map(isIPv6)).size < 2 || addresses.length > 2)
    errors.push(invalid(path, go(shown), 'may specify no more than one IP for each IP family'));
  addresses.forEach((ip, i) => {
    if (addresses.indexOf(ip) < i) errors.push({ type: 'Duplicate', field: at(path, i), value: go(`core.PodIP{IP:${quote(ip)}}`) });
  });
  return errors;
}
