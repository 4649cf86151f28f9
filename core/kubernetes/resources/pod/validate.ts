/** A pod's spec, and what pods and templates are checked for. After ValidatePodSpec of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, forbidden, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { KubeObject } from '../../object.ts';
import type { Versions } from '../../versions.ts';
import { validateLabels } from '../validation/labels.ts';
import { qualifiedName } from '../validation/names.ts';
import { validatePodAnnotations, validateSeccompTwice } from './annotations.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './dns.ts';
import { validateResources } from './resources.ts';
import { list, MAX_INT32, validateName, validateRange, type Fields } from './rules.ts';
import { validateAffinity, validateTolerations, validateTopologySpread } from './scheduling.ts';
import { validatePodSecurity } from './security.ts';
import { validateVolumes } from './volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

/** A pod on creation and on update alike; its metadata is the server's to check. */
export function validatePod(pod: KubeObject): FieldError[] {
  return [
    ...validatePodAnnotations(pod.metadata.annotations, pod.spec, 'metadata.annotations'),
    ...validatePodSpec(pod.spec, 'spec'),
    ...validateTokensNeedAccount(pod.spec),
    ...['containers', 'initContainers'].flatMap((which) => validateImagesTrimmed(pod.spec[which], child('spec', which))),
  ];
}

/** What holds on creation only. */
export function validatePodCreate(pod: KubeObject, versions: Versions): FieldError[] {
  const ephemeral = list(pod.spec.ephemeralContainers).length > 0 ? [forbidden('spec.ephemeralContainers', 'cannot be set on create')] : [];
  return [
    ...validatePod(pod),
    ...ephemeral,
    ...(versions.has('seccompProfileFields') ? validateSeccompTwice(pod.metadata.annotations, pod.spec, 'spec') : []),
  ];
}

export function validatePodSpec(spec: Fields, path: Path): FieldError[] {
  const of = (field: string): Path => child(path, field);
  const name = (field: string, rule: 'dns1123subdomain' | 'dns1123label'): FieldError[] =>
    spec[field] ? validateName(rule, spec[field], of(field)) : [];
  const volumes = validateVolumes(spec.volumes, of('volumes'));
  return [
    ...volumes.errors,
    ...validateContainers(spec, volumes.sound, of('containers')),
    ...validateInitContainers(spec, volumes.sound, of('initContainers')),
    ...validateEphemeralContainers(spec, volumes.sound, of('ephemeralContainers')),
    ...validateEnumerated(spec.restartPolicy, RESTART_POLICIES, of('restartPolicy')),
    ...validateDnsPolicy(spec.dnsPolicy, of('dnsPolicy')),
    ...validateLabels(spec.nodeSelector, of('nodeSelector')),
    ...validatePodSecurity(spec, path, of('securityContext')),
    ...validateAffinity(spec.affinity, of('affinity')),
    ...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, of('dnsConfig')),
    ...validateReadinessGates(spec.readinessGates, of('readinessGates')),
    ...validateTopologySpread(spec.topologySpreadConstraints, of('topologySpreadConstraints')),
    ...name('serviceAccountName', 'dns1123subdomain'),
    ...name('nodeName', 'dns1123subdomain'),
    ...validateRange(spec.activeDeadlineSeconds, 1, MAX_INT32, of('activeDeadlineSeconds')),
    ...name('hostname', 'dns1123label'),
    ...name('subdomain', 'dns1123label'),
    ...validateTolerations(spec.tolerations, of('tolerations')),
    ...validateHostAliases(spec.hostAliases, of('hostAliases')),
    ...name('priorityClassName', 'dns1123subdomain'),
    ...(spec.runtimeClassName === undefined ? [] : validateName('dns1123subdomain', spec.runtimeClassName, of('runtimeClassName'))),
    ...(spec.preemptionPolicy === undefined ? [] : validateEnumerated(spec.preemptionPolicy, PREEMPTION_POLICIES, of('preemptionPolicy'))),
    ...(spec.overhead ? validateResources({ limits: spec.overhead }, of('overhead')) : []),
  ];
}

function validateEnumerated(value: string | undefined, choices: readonly string[], path: Path): FieldError[] {
  if (!value) return [required(path)];
  return choices.includes(value) ? [] : [notSupported(path, value, choices)];
}

function validateReadinessGates(gates: Fields[] | undefined, path: Path): FieldError[] {
  return list(gates).flatMap(({ conditionType = '' }, i) => {
    const where = child(at(path, i), 'conditionType');
    return qualifiedName(conditionType).map((text) => invalid(where, conditionType, text));
  });
}

/** Pods only: templates may have any image. */
export function validateImagesTrimmed(containers: Fields[] | undefined, path: Path): FieldError[] {
  return list(containers).flatMap(({ image = '' }, i) =>
    image.trim() === image ? [] : [invalid(child(at(path, i), 'image'), image, 'must not have leading or trailing whitespace')],
  );
}

/** Pods only: a token is somebody's. */
function validateTokensNeedAccount(spec: Fields): FieldError[] {
  if (spec.serviceAccountName) return [];
  return list(spec.volumes).flatMap((volume, i) =>
    list(volume.projected?.sources).flatMap((source, j) =>
      source.serviceAccountToken
        ? [
            forbidden(
              child(at(child(at('spec.volumes', i), 'projected', 'sources'), j), 'serviceAccountToken'),
              'must not be specified when serviceAccountName is not set',
            ),
          ]
        : [],
    ),
  );
}
