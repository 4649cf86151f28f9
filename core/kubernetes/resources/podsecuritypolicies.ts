import { NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { validatePolicyAnnotations } from './podsecuritypolicy/annotations.ts';
import { validatePolicySpec } from './podsecuritypolicy/validate.ts';
import type { KubeObject } from '../object.ts';
import type { FieldError } from '../field.ts';

/** After k8s.io/kubernetes/pkg/registry/policy/podsecuritypolicy; the rules stand in podsecuritypolicy/, admission in core/kubernetes/admission. */
export const podSecurityPolicies: ResourceDefinition = {
  group: 'policy',
  served: (versions) => (versions.has('podSecurityPolicy') ? ['v1beta1'] : []),
  storageVersion: 'v1beta1',
  kind: 'PodSecurityPolicy',
  plural: 'podsecuritypolicies',
  singular: 'podsecuritypolicy',
  shortNames: ['psp'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default: ({ spec }) => void (spec.allowPrivilegeEscalation ??= true),
  prepareForCreate: ({ spec }) => dropProcMounts(spec),
  prepareForUpdate: ({ spec }, old) => {
    if (!old.spec.allowedProcMountTypes) dropProcMounts(spec);
  },
  validate,
  validateUpdate: validate,
  columns: [
    NAME,
    text('Priv', ({ spec }) => String(spec.privileged ?? false)),
    text('Caps', ({ spec }) => (spec.allowedCapabilities ?? []).join(',')),
    text('Selinux', ({ spec }) => spec.seLinux?.rule ?? ''),
    text('RunAsUser', ({ spec }) => spec.runAsUser?.rule ?? ''),
    text('FsGroup', ({ spec }) => spec.fsGroup?.rule ?? ''),
    text('SupGroup', ({ spec }) => spec.supplementalGroups?.rule ?? ''),
    text('ReadOnlyRootFs', ({ spec }) => String(spec.readOnlyRootFilesystem ?? false)),
    text('Volumes', ({ spec }) => (spec.volumes ?? []).join(',')),
  ],
};

/** The gate ProcMountType was off for as long as there were policies. */
function dropProcMounts(spec: KubeObject['spec']): void {
  delete spec.allowedProcMountTypes;
}

function validate({ metadata, spec }: KubeObject): FieldError[] {
  return [...validatePolicyAnnotations(metadata.annotations), ...validatePolicySpec(spec)];
}
