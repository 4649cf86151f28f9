/**
 * PodSecurityPolicy and the fields of a pod that it governs, as far as the strategies read them (policy/v1beta1, JSON form).
 * Everything is optional in the types: a stored object need not come from our own defaulting.
 */
import type { KubeObject } from '../../object.ts';
import type { Versions } from '../../versions.ts';

export interface Range {
  min: number;
  max: number;
}

export interface RangedRule {
  rule?: string;
  ranges?: Range[];
}

export interface SELinuxOptions {
  level?: string;
  role?: string;
  type?: string;
  user?: string;
}

export interface PolicySpec {
  privileged?: boolean;
  defaultAddCapabilities?: string[];
  requiredDropCapabilities?: string[];
  allowedCapabilities?: string[];
  volumes?: string[];
  hostNetwork?: boolean;
  hostPorts?: Range[];
  hostPID?: boolean;
  hostIPC?: boolean;
  seLinux?: { rule?: string; seLinuxOptions?: SELinuxOptions };
  runAsUser?: RangedRule;
  runAsGroup?: RangedRule;
  supplementalGroups?: RangedRule;
  fsGroup?: RangedRule;
  readOnlyRootFilesystem?: boolean;
  defaultAllowPrivilegeEscalation?: boolean;
  allowPrivilegeEscalation?: boolean;
  allowedHostPaths?: { pathPrefix?: string; readOnly?: boolean }[];
  allowedFlexVolumes?: { driver?: string }[];
  allowedCSIDrivers?: { name?: string }[];
  allowedUnsafeSysctls?: string[];
  forbiddenSysctls?: string[];
  allowedProcMountTypes?: string[];
  runtimeClass?: { allowedRuntimeClassNames?: string[]; defaultRuntimeClassName?: string };
}

export interface Policy extends KubeObject {
  spec: PolicySpec;
}

export interface Capabilities {
  add?: string[];
  drop?: string[];
}

export interface SeccompProfile {
  type?: string;
  localhostProfile?: string;
}

export interface ContainerContext {
  capabilities?: Capabilities;
  privileged?: boolean;
  seLinuxOptions?: SELinuxOptions;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  readOnlyRootFilesystem?: boolean;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
  seccompProfile?: SeccompProfile;
}

export interface Container {
  name?: string;
  securityContext?: ContainerContext;
  ports?: { hostPort?: number; containerPort?: number }[];
  volumeMounts?: { name?: string; readOnly?: boolean }[];
}

export interface PodContext {
  seLinuxOptions?: SELinuxOptions;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  supplementalGroups?: number[];
  fsGroup?: number;
  sysctls?: { name?: string; value?: string }[];
  seccompProfile?: SeccompProfile;
}

export interface Volume {
  name?: string;
  [source: string]: any;
}

export interface PodSpec {
  securityContext?: PodContext;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  runtimeClassName?: string;
  serviceAccountName?: string;
  volumes?: Volume[];
  initContainers?: Container[];
  containers?: Container[];
  ephemeralContainers?: Container[];
}

export interface Pod extends KubeObject {
  spec: PodSpec;
}

export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

/** In the order in which the real provider visits them; it passes over ephemeral containers where they are dropped before they are stored. */
export function containerLists(versions: Versions): readonly ContainerList[] {
  return versions.has('ephemeralContainers') ? ['initContainers', 'containers', 'ephemeralContainers'] : ['initContainers', 'containers'];
}
