import type { Words } from './types.ts';

const range = (what: string): Words => ({
  is: `A range of ${what}, both ends included.`,
  fields: { min: 'The first number of the range.', max: 'The last number of the range.' },
});

/** PodSecurityPolicy and its parts. */
export const POLICY: Readonly<Record<string, Words>> = {
  'policy.v1beta1.PodSecurityPolicy': {
    is: 'A PodSecurityPolicy says what a pod may ask of its node, and fills in what it leaves open. It counts for a pod only if the user who creates the pod, or the pod\'s service account, may "use" it (RBAC). A pod that no usable policy admits is refused.',
    fields: { spec: 'What pods under this policy may do.' },
  },
  'policy.v1beta1.PodSecurityPolicySpec': {
    is: 'The rules of a policy. What a rule leaves out is mostly forbidden: lists allow what they name.',
    fields: {
      allowPrivilegeEscalation:
        'Whether a container may let a process gain more rights than its parent has, for instance by a setuid program. Left out, it may.',
      allowedCSIDrivers:
        'The CSI drivers that an inline volume may name. An empty list allows every driver. It counts only where volumes of kind csi are allowed.',
      allowedCapabilities:
        'Capabilities that a container may add beyond those it gets anyway; "*" allows all. None of them may stand in requiredDropCapabilities.',
      allowedFlexVolumes:
        'The flexVolume drivers that may be used. An empty list allows every driver. It counts only where volumes of kind flexVolume are allowed.',
      allowedHostPaths:
        "The parts of the node's file system that hostPath volumes may show. An empty list allows every path. It counts only where volumes of kind hostPath are allowed.",
      allowedProcMountTypes: 'The values that procMount of a container may have. Left out, only Default.',
      allowedUnsafeSysctls:
        'Kernel settings outside of the safe set that a pod may change. A name that ends in * stands for all names that begin so; * alone for all. The node must allow them as well.',
      defaultAddCapabilities:
        'Capabilities that every container gets unless it drops them. They need not be allowed again in allowedCapabilities, and must not stand in requiredDropCapabilities.',
      defaultAllowPrivilegeEscalation: 'What allowPrivilegeEscalation of a container becomes where the container does not say.',
      forbiddenSysctls:
        'Kernel settings that a pod must not change, safe ones included. A name that ends in * stands for all names that begin so; * alone for all.',
      fsGroup: 'Which group may own the volumes of a pod.',
      hostIPC: "Whether a pod may share the node's shared memory and semaphores.",
      hostNetwork: "Whether a pod may use the node's network, its addresses and open ports included.",
      hostPID: 'Whether a pod may see all processes of its node.',
      hostPorts: 'Which ports of the node a container may claim with hostPort. An empty list allows none.',
      privileged: 'Whether containers may run privileged, which amounts to being root on the node.',
      readOnlyRootFilesystem:
        'When true, every container must run with a root file system that cannot be written; one that does not say gets one. When false, each container decides.',
      requiredDropCapabilities: 'Capabilities that are taken from every container and may not be added again; ALL takes every one.',
      runAsGroup: 'Which primary group the processes of a container may have. Left out, any.',
      runAsUser: 'Which user the processes of a container may run as.',
      runtimeClass: 'Which runtime classes a pod may name. Left out, any.',
      seLinux: 'Which SELinux labels a container may have.',
      supplementalGroups: 'Which further groups the processes of a pod may belong to.',
      volumes:
        'The kinds of volumes that a pod may have, named by their field: configMap, secret, emptyDir, hostPath and so on. An empty list allows none, "*" allows all.',
    },
  },
  'policy.v1beta1.AllowedCSIDriver': {
    is: 'One CSI driver that inline volumes may use.',
    fields: { name: 'The name under which the driver is registered.' },
  },
  'policy.v1beta1.AllowedFlexVolume': { is: 'One flexVolume driver that may be used.', fields: { driver: 'The name of the driver.' } },
  'policy.v1beta1.AllowedHostPath': {
    is: "One part of the node's file system that hostPath volumes may show.",
    fields: {
      pathPrefix: 'Where it begins. Whole path elements count: /foo allows /foo and /foo/bar, but neither /food nor anything with "..".',
      readOnly: 'When true, containers may mount it only with readOnly: true.',
    },
  },
  'policy.v1beta1.HostPortRange': range('ports of the node'),
  'policy.v1beta1.IDRange': range('user or group numbers'),
  'policy.v1beta1.RunAsUserStrategyOptions': {
    is: 'A rule for user numbers.',
    fields: {
      ranges: 'With MustRunAs: the numbers that are allowed. A container that does not say gets the first number of the first range.',
      rule: 'MustRunAs (a number from the ranges), MustRunAsNonRoot (any but 0; an image that would run as root does not start) or RunAsAny.',
    },
  },
  'policy.v1beta1.RunAsGroupStrategyOptions': {
    is: 'A rule for the numbers of primary groups.',
    fields: {
      ranges: 'The numbers that are allowed. With MustRunAs a container that does not say gets the first number of the first range.',
      rule: 'MustRunAs (a number from the ranges, filled in), MayRunAs (a number from the ranges, where one is given) or RunAsAny.',
    },
  },
  'policy.v1beta1.FSGroupStrategyOptions': {
    is: 'A rule for the group that owns volumes.',
    fields: {
      ranges: 'The numbers that are allowed. With MustRunAs a pod that does not say gets the first number of the first range.',
      rule: 'MustRunAs (a number from the ranges, filled in), MayRunAs (a number from the ranges, where one is given) or RunAsAny.',
    },
  },
  'policy.v1beta1.SupplementalGroupsStrategyOptions': {
    is: 'A rule for further groups.',
    fields: {
      ranges: 'The numbers that are allowed. With MustRunAs a pod that names none gets the first number of the first range.',
      rule: 'MustRunAs (numbers from the ranges, one filled in), MayRunAs (numbers from the ranges, where any are given) or RunAsAny.',
    },
  },
  'policy.v1beta1.SELinuxStrategyOptions': {
    is: 'A rule for SELinux labels.',
    fields: {
      rule: 'MustRunAs (the label below, filled in where none is given) or RunAsAny.',
      seLinuxOptions: 'With MustRunAs: the label that containers must have.',
    },
  },
  'policy.v1beta1.RuntimeClassStrategyOptions': {
    is: 'A rule for runtime classes.',
    fields: {
      allowedRuntimeClassNames: 'The names that runtimeClassName of a pod may have; "*" allows all, an empty list only pods without one.',
      defaultRuntimeClassName: 'The name that a pod without one gets. It must be allowed as well.',
    },
  },
};
