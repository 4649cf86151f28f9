/** Every rule, in the order in which the real provider checks it (pkg/security/podsecuritypolicy/provider.go: ValidatePod, validateContainer). */
import type { Strategy } from './strategy.ts';
import { appArmor } from './strategies/apparmor.ts';
import { capabilities } from './strategies/capabilities.ts';
import { csiDrivers } from './strategies/csi-drivers.ts';
import { flexVolumes } from './strategies/flex-volumes.ts';
import { fsGroup } from './strategies/fs-group.ts';
import { hostNamespaces } from './strategies/host-namespaces.ts';
import { hostPaths } from './strategies/host-paths.ts';
import { hostPorts } from './strategies/host-ports.ts';
import { privilegeEscalation } from './strategies/privilege-escalation.ts';
import { privileged } from './strategies/privileged.ts';
import { procMount } from './strategies/proc-mount.ts';
import { readOnlyRootFilesystem } from './strategies/read-only-root-filesystem.ts';
import { runAsGroup } from './strategies/run-as-group.ts';
import { runAsUser } from './strategies/run-as-user.ts';
import { runtimeClass } from './strategies/runtime-class.ts';
import { seLinux } from './strategies/selinux.ts';
import { seccomp } from './strategies/seccomp.ts';
import { supplementalGroups } from './strategies/supplemental-groups.ts';
import { sysctls } from './strategies/sysctls.ts';
import { volumes } from './strategies/volumes.ts';

/** Checked on the pod, before its volumes. */
export const POD_STRATEGIES: readonly Strategy[] = [fsGroup, supplementalGroups, seccomp, seLinux, hostNamespaces, sysctls];

/** Checked on each volume, up to the first that objects. */
export const VOLUME_STRATEGIES: readonly Strategy[] = [volumes, hostPaths, flexVolumes, csiDrivers];

/** Checked on the pod after its volumes. */
export const LATE_POD_STRATEGIES: readonly Strategy[] = [runtimeClass];

/** Checked on each container. */
export const CONTAINER_STRATEGIES: readonly Strategy[] = [
  runAsUser,
  runAsGroup,
  seLinux,
  appArmor,
  seccomp,
  privileged,
  procMount,
  capabilities,
  hostPorts,
  readOnlyRootFilesystem,
  privilegeEscalation,
];
