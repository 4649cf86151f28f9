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
  /** `policy/v1beta1 PodSecurityPolicy is deprecated ...` as a warning header. */
  pspDeprecationWarning: { from: 21, source: 'CHANGELOG-1.21: deprecation of PodSecurityPolicy' },
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
  /** Service account tokens come as projected volumes `kube-api-access-xxxxx`. */
  projectedTokenVolumes: { from: 21, source: 'CHANGELOG-1.21: BoundServiceAccountTokenVolume beta' },
  /** A service account gets a token secret of its own. */
  tokenSecrets: { from: 0, until: 24, source: 'CHANGELOG-1.24: LegacyServiceAccountTokenNoAutoGeneration' },
  /** batch/v1 CronJob; policy/v1 PodDisruptionBudget. */
  batchV1CronJob: { from: 21, source: 'CHANGELOG-1.21' },
  policyV1: { from: 21, source: 'CHANGELOG-1.21' },
  batchV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  policyV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  /** node.k8s.io/v1 RuntimeClass. */
  nodeV1: { from: 20, source: 'CHANGELOG-1.20' },
  nodeV1beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
  rbacV1beta1: { from: 0, until: 22, source: 'CHANGELOG-1.22' },
  /** v1beta1 of admissionregistration, apiextensions, apiregistration, certificates, coordination and storage. */
  v1beta1Apis: { from: 0, until: 22, source: 'CHANGELOG-1.22: removal of beta APIs' },
  certificatesV1: { from: 19, source: 'CHANGELOG-1.19' },
  flowControlV1beta1: { from: 20, source: 'CHANGELOG-1.20: KEP-1040' },
  endpointSliceV1beta1: { from: 17, until: 25, source: 'CHANGELOG-1.25' },
  autoscalingV2beta1: { from: 0, until: 25, source: 'CHANGELOG-1.25' },
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

export type Difference = keyof typeof DIFFERENCES;

export interface Versions {
  /** `v1.18.8`. */
  gitVersion: string;
  /** 18 for 1.18.8. */
  minor: number;
  has(difference: Difference): boolean;
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
  };
}
