/** The fields of the internal Go types (k8s.io/kubernetes/pkg/apis/core at 1.20) in their order, by JSON name; embedded structs by their own. */
import type { GoValue } from './values.ts';

export const ORDER: Record<string, readonly string[]> = {
  PersistentVolumeClaimSpec: ['accessModes', 'selector', 'resources', 'volumeName', 'storageClassName', 'volumeMode', 'dataSource'],
  PodSpec: [
    'volumes', 'initContainers', 'containers', 'ephemeralContainers', 'restartPolicy', 'terminationGracePeriodSeconds', 'activeDeadlineSeconds', 'dnsPolicy', 'nodeSelector',
    'serviceAccountName', 'automountServiceAccountToken', 'nodeName', 'securityContext', 'imagePullSecrets', 'hostname', 'subdomain', 'setHostnameAsFQDN', 'affinity', 'schedulerName',
    'tolerations', 'hostAliases', 'priorityClassName', 'priority', 'preemptionPolicy', 'dnsConfig', 'readinessGates', 'runtimeClassName', 'overhead', 'enableServiceLinks',
    'topologySpreadConstraints',
  ],
  ObjectMeta: [
    'name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'labels', 'annotations',
    'ownerReferences', 'finalizers', 'clusterName', 'managedFields',
  ],
  PodTemplateSpec: ['metadata', 'spec'],
  PodSecurityContext: [
    'hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'seLinuxOptions', 'windowsOptions', 'runAsUser', 'runAsGroup', 'runAsNonRoot', 'supplementalGroups', 'fsGroup',
    'fsGroupChangePolicy', 'sysctls', 'seccompProfile',
  ],
  SecurityContext: [
    'capabilities', 'privileged', 'seLinuxOptions', 'windowsOptions', 'runAsUser', 'runAsGroup', 'runAsNonRoot', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation', 'procMount', 'seccompProfile',
  ],
  Container: [
    'name', 'image', 'command', 'args', 'workingDir', 'ports', 'envFrom', 'env', 'resources', 'volumeMounts', 'volumeDevices', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle',
    'terminationMessagePath', 'terminationMessagePolicy', 'imagePullPolicy', 'securityContext', 'stdin', 'stdinOnce', 'tty',
  ],
  Volume: ['name', 'VolumeSource'],
  VolumeSource: [
    'hostPath', 'emptyDir', 'gcePersistentDisk', 'awsElasticBlockStore', 'gitRepo', 'secret', 'nfs', 'iscsi', 'glusterfs', 'persistentVolumeClaim', 'rbd', 'quobyte', 'flexVolume', 'cinder',
    'cephfs', 'flocker', 'downwardAPI', 'fc', 'azureFile', 'configMap', 'vsphereVolume', 'azureDisk', 'photonPersistentDisk', 'projected', 'portworxVolume', 'scaleIO', 'storageos', 'csi',
    'ephemeral',
  ],
  ConfigMapVolumeSource: ['LocalObjectReference', 'items', 'defaultMode', 'optional'],
  ConfigMapProjection: ['LocalObjectReference', 'items', 'optional'],
  SecretProjection: ['LocalObjectReference', 'items', 'optional'],
  SecretVolumeSource: ['secretName', 'items', 'defaultMode', 'optional'],
  ConfigMapKeySelector: ['LocalObjectReference', 'key', 'optional'],
  SecretKeySelector: ['LocalObjectReference', 'key', 'optional'],
  ConfigMapEnvSource: ['LocalObjectReference', 'optional'],
  SecretEnvSource: ['LocalObjectReference', 'optional'],
  KeyToPath: ['key', 'path', 'mode'],
  EmptyDirVolumeSource: ['medium', 'sizeLimit'],
  HostPathVolumeSource: ['path', 'type'],
  ContainerPort: ['name', 'hostPort', 'containerPort', 'protocol', 'hostIP'],
  EnvVar: ['name', 'value', 'valueFrom'],
  EnvVarSource: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'],
  EnvFromSource: ['prefix', 'configMapRef', 'secretRef'],
  ResourceRequirements: ['limits', 'requests'],
  VolumeMount: ['name', 'readOnly', 'mountPath', 'subPath', 'mountPropagation', 'subPathExpr'],
  VolumeDevice: ['name', 'devicePath'],
  Probe: ['Handler', 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'],
  Handler: ['exec', 'httpGet', 'tcpSocket'],
  HTTPGetAction: ['path', 'port', 'host', 'scheme', 'httpHeaders'],
  TCPSocketAction: ['port', 'host'],
  Lifecycle: ['postStart', 'preStop'],
  Capabilities: ['add', 'drop'],
  SELinuxOptions: ['user', 'role', 'type', 'level'],
  SeccompProfile: ['type', 'localhostProfile'],
  Toleration: ['key', 'operator', 'value', 'effect', 'tolerationSeconds'],
  TopologySpreadConstraint: ['maxSkew', 'topologyKey', 'whenUnsatisfiable', 'labelSelector'],
  HostAlias: ['ip', 'hostnames'],
  PodDNSConfig: ['nameservers', 'searches', 'options'],
};

const truth = (value: unknown): GoValue => ({ kind: 'plain', type: 'bool', text: String(value ?? false), zero: !value });

/** Fields that the internal type keeps elsewhere than the versioned one. */
export const REPLACED: Record<string, { goName: string; make(value: unknown): GoValue }> = {
  'PodSecurityContext.hostNetwork': { goName: 'HostNetwork', make: truth },
  'PodSecurityContext.hostPID': { goName: 'HostPID', make: truth },
  'PodSecurityContext.hostIPC': { goName: 'HostIPC', make: truth },
  'PodSecurityContext.shareProcessNamespace': { goName: 'ShareProcessNamespace', make: (value) => ({ kind: 'pointer', type: '*bool', to: value === undefined ? null : truth(value) }) },
};
