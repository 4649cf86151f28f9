/**
 * Everything that differs between Kubernetes versions, one row a difference.
 * `Versions` is a cluster's minor with the questions that code may ask of it; nothing else compares version numbers.
 */
interface Row {
  /** First minor (1.x) that has it; 0: always had it. */
  from: number;
  /** First minor that no longer has it. */
  until?: number;
  source: string;
}

export const DIFFERENCES = {
  /** PodSecurityPolicy is served and can be enabled. */
  podSecurityPolicy: { from: 0, until: 25, source: 'kubernetes/enhancements KEP-5: removed in v1.25' },
  /** Refusals start `PodSecurityPolicy: unable to admit pod: ` instead of `unable to validate against any pod security policy: `. */
  pspPrefixedRefusal: { from: 19, source: 'seen on 1.19.2 and on the 1.20.2 recordings' },
  /** Warning headers exist at all. */
  warningHeaders: { from: 19, source: 'CHANGELOG-1.19: KEP-1693' },
  /** securityContext.seccompProfile, and its mirroring with the annotations. */
  seccompProfileFields: { from: 19, source: 'CHANGELOG-1.19: seccomp GA' },
  /** networking.k8s.io/v1 Ingress and IngressClass. */
  ingressV1: { from: 19, source: 'CHANGELOG-1.19' },
  /** extensions/v1beta1 and networking.k8s.io/v1beta1 Ingress. */
  ingressV1beta1: { from: 0, until: 22, source: 'CHANGELOG-1.22' },
  /** metadata.selfLink is filled in. */
  selfLink: { from: 0, until: 20, source: 'KEP-1164: off from 1.20' },
  /** Every namespace gets the ConfigMap kube-root-ca.crt. */
  rootCaConfigMap: { from: 20, source: 'CHANGELOG-1.20: RootCAConfigMap on' },
  /** Name messages say `a lowercase RFC 1123 label` instead of `a DNS-1123 label`. */
  rfc1123Wording: { from: 20, source: 'the 1.20.2 recordings; kubernetes#94182' },
  /** What is said of addresses that endpoints may not have names the IPv6 ranges too. */
  ipv6RangesWording: { from: 21, source: 'kubernetes#101084, in 1.21.1 and 1.20.7' },
  /** Service account tokens come as projected volumes `kube-api-access-xxxxx`. */
  projectedTokenVolumes: { from: 21, source: 'CHANGELOG-1.21: BoundServiceAccountTokenVolume beta' },
  /** A service account gets a token secret of its own. */
  tokenSecrets: { from: 0, until: 24, source: 'CHANGELOG-1.24: LegacyServiceAccountTokenNoAutoGeneration' },
  /** batch/v1 CronJob; policy/v1 PodDisruptionBudget. */
  batchV1CronJob: { from: 21, source: 'CHANGELOG-1.21' },
  policyV1: { from: 21, source: 'CHANGELOG-1.21' },
  /** pods/eviction takes policy/v1 Evictions too. */
  policyV1Eviction: { from: 22, source: 'CHANGELOG-1.22' },
  batchV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  policyV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  /** node.k8s.io/v1 RuntimeClass. */
  nodeV1: { from: 20, source: 'CHANGELOG-1.20' },
  nodeV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  rbacV1beta1: { from: 0, until: 22, source: 'CHANGELOG-1.22' },
  /** v1beta1 of admissionregistration, apiextensions, apiregistration, certificates, coordination and storage. */
  v1beta1Apis: { from: 0, until: 22, source: 'CHANGELOG-1.22: removal of beta APIs' },
  certificatesV1: { from: 19, source: 'CHANGELOG-1.19' },
  flowControlV1beta1: { from: 20, until: 26, source: 'CHANGELOG-1.20: KEP-1040; CHANGELOG-1.26' },
  flowControlV1beta2: { from: 23, until: 29, source: 'CHANGELOG-1.23; CHANGELOG-1.29' },
  endpointSliceV1: { from: 21, source: 'CHANGELOG-1.21' },
  endpointSliceV1beta1: { from: 17, until: 25, source: 'CHANGELOG-1.25' },
  eventsV1: { from: 19, source: 'CHANGELOG-1.19' },
  eventsV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  ingressClassV1beta1: { from: 18, until: 22, source: 'CHANGELOG-1.18; CHANGELOG-1.22' },
  autoscalingV2beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  autoscalingV2beta2: { from: 0, until: 26, source: 'CHANGELOG-1.26' },
  autoscalingV2: { from: 23, source: 'CHANGELOG-1.23' },
  /** spec.clusterIPs of a service beside clusterIP; fields that a type does not use are wiped when the type changes. */
  serviceClusterIPs: { from: 20, source: 'CHANGELOG-1.20: KEP-563' },
  /** kubernetes.io/metadata.name label on namespaces. */
  namespaceNameLabel: { from: 21, source: 'CHANGELOG-1.21: KEP-2161' },
  /** Ephemeral containers can be added through their subresource. */
  ephemeralContainers: { from: 23, source: 'CHANGELOG-1.23: beta' },
  /** net.ipv4.ping_group_range is a safe sysctl. */
  safePingGroupRange: { from: 18, source: 'CHANGELOG-1.18' },
  /** net.ipv4.ip_unprivileged_port_start is a safe sysctl. */
  safeUnprivilegedPortStart: { from: 22, source: 'CHANGELOG-1.22' },
  /** The scheduler says `didn't match Pod's node affinity` instead of `didn't match node selector`. */
  podNodeAffinityWording: { from: 20, source: 'CHANGELOG-1.20: NodeAffinityArgs' },
  /** The Priority plugin fills in preemptionPolicy. */
  nonPreemptingPriority: { from: 19, source: 'CHANGELOG-1.19: NonPreemptingPriority beta' },
} as const satisfies Record<string, Row>;

/** When an API is deprecated and gone, by what to use instead from which minor on. The lifecycle of each type as its Go source declares it. */
interface Deprecation {
  since: number;
  until: number;
  /** The first row whose minor is not later than the cluster's counts. */
  use?: readonly { from: number; api: string }[];
}

const gone = (since: number, until: number, api?: string): Deprecation => ({ since, until, ...(api ? { use: [{ from: 0, api }] } : {}) });

/** APIs that servers warn of: after the zz_generated.prerelease-lifecycle.go of each group in k8s.io/api 1.19 to 1.26. */
export const DEPRECATIONS: Readonly<Record<string, Deprecation>> = {
  'admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration': gone(
    16,
    22,
    'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
  ),
  'admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration': gone(
    16,
    22,
    'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  ),
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition': gone(16, 22, 'apiextensions.k8s.io/v1 CustomResourceDefinition'),
  'apiregistration.k8s.io/v1beta1 APIService': gone(19, 22, 'apiregistration.k8s.io/v1 APIService'),
  'authentication.k8s.io/v1beta1 TokenReview': gone(19, 22, 'authentication.k8s.io/v1 TokenReview'),
  'authorization.k8s.io/v1beta1 LocalSubjectAccessReview': gone(19, 22, 'authorization.k8s.io/v1 LocalSubjectAccessReview'),
  'authorization.k8s.io/v1beta1 SelfSubjectAccessReview': gone(19, 22, 'authorization.k8s.io/v1 SelfSubjectAccessReview'),
  'authorization.k8s.io/v1beta1 SelfSubjectRulesReview': gone(19, 22, 'authorization.k8s.io/v1 SelfSubjectRulesReview'),
  'authorization.k8s.io/v1beta1 SubjectAccessReview': gone(19, 22, 'authorization.k8s.io/v1 SubjectAccessReview'),
  'autoscaling/v2beta1 HorizontalPodAutoscaler': {
    since: 22,
    until: 25,
    use: [
      { from: 23, api: 'autoscaling/v2 HorizontalPodAutoscaler' },
      { from: 0, api: 'autoscaling/v2beta2 HorizontalPodAutoscaler' },
    ],
  },
  'autoscaling/v2beta2 HorizontalPodAutoscaler': gone(23, 26, 'autoscaling/v2 HorizontalPodAutoscaler'),
  'batch/v1beta1 CronJob': gone(21, 25, 'batch/v1 CronJob'),
  'certificates.k8s.io/v1beta1 CertificateSigningRequest': gone(19, 22, 'certificates.k8s.io/v1 CertificateSigningRequest'),
  'coordination.k8s.io/v1beta1 Lease': gone(19, 22, 'coordination.k8s.io/v1 Lease'),
  'discovery.k8s.io/v1beta1 EndpointSlice': gone(21, 25, 'discovery.k8s.io/v1 EndpointSlice'),
  'events.k8s.io/v1beta1 Event': gone(22, 25, 'events.k8s.io/v1 Event'),
  'extensions/v1beta1 Ingress': gone(14, 22, 'networking.k8s.io/v1 Ingress'),
  'flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema': gone(23, 26, 'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema'),
  'flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration': gone(
    23,
    26,
    'flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration',
  ),
  'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema': gone(26, 29, 'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema'),
  'flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration': gone(
    26,
    29,
    'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration',
  ),
  'networking.k8s.io/v1beta1 Ingress': gone(19, 22, 'networking.k8s.io/v1 Ingress'),
  'networking.k8s.io/v1beta1 IngressClass': gone(19, 22, 'networking.k8s.io/v1 IngressClass'),
  'node.k8s.io/v1beta1 RuntimeClass': gone(22, 25, 'node.k8s.io/v1 RuntimeClass'),
  'policy/v1beta1 PodDisruptionBudget': gone(21, 25, 'policy/v1 PodDisruptionBudget'),
  'policy/v1beta1 PodSecurityPolicy': gone(21, 25),
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': gone(17, 22, 'rbac.authorization.k8s.io/v1 ClusterRole'),
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': gone(17, 22, 'rbac.authorization.k8s.io/v1 ClusterRoleBinding'),
  'rbac.authorization.k8s.io/v1beta1 Role': gone(17, 22, 'rbac.authorization.k8s.io/v1 Role'),
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': gone(17, 22, 'rbac.authorization.k8s.io/v1 RoleBinding'),
  'scheduling.k8s.io/v1beta1 PriorityClass': gone(14, 22, 'scheduling.k8s.io/v1 PriorityClass'),
  'storage.k8s.io/v1beta1 CSIDriver': gone(19, 22, 'storage.k8s.io/v1 CSIDriver'),
  'storage.k8s.io/v1beta1 CSINode': gone(17, 22, 'storage.k8s.io/v1 CSINode'),
  'storage.k8s.io/v1beta1 StorageClass': gone(19, 22, 'storage.k8s.io/v1 StorageClass'),
  'storage.k8s.io/v1beta1 VolumeAttachment': gone(19, 22, 'storage.k8s.io/v1 VolumeAttachment'),
};

export type Difference = keyof typeof DIFFERENCES;

export interface Versions {
  /** `v1.18.8`. */
  gitVersion: string;
  /** 18 for 1.18.8. */
  minor: number;
  has(difference: Difference): boolean;
  /** What a server of this version says of an API that is deprecated: `policy/v1beta1 PodSecurityPolicy`. Undefined where it says nothing. */
  deprecation(api: string): string | undefined;
}

/** @param version `1.18.8`, without the v. */
export function versionsOf(version: string): Versions {
  const minor = Number(version.split('.')[1]);
  return {
    gitVersion: `v${version}`,
    minor,
    has(difference) {
      const row: Row = DIFFERENCES[difference];
      return minor >= row.from && (row.until === undefined || minor < row.until);
    },
    deprecation(api) {
      const row = minor >= DIFFERENCES.warningHeaders.from ? DEPRECATIONS[api] : undefined;
      if (!row || minor < row.since) return undefined;
      const instead = row.use?.find(({ from }) => minor >= from);
      return `${api} is deprecated in v1.${row.since}+, unavailable in v1.${row.until}+${instead ? `; use ${instead.api}` : ''}`;
    },
  };
}
