import type { Words } from './types.ts';

const cloud = (what: string, kind: string): string => `${what} Policies allow it as ${kind}.`;

/** Container and EphemeralContainer alike. */
const CONTAINER: Readonly<Record<string, string>> = {
  args: "Arguments of the program; they replace the image's CMD.",
  command: "The program to run; it replaces the image's ENTRYPOINT.",
  env: 'Environment variables.',
  envFrom: 'Config maps and secrets whose entries become environment variables.',
  image: 'The image to run.',
  imagePullPolicy: 'Always, IfNotPresent or Never.',
  name: 'The name of the container within the pod. It cannot change.',
  ports: 'Ports that the program listens on. Only hostPort has an effect by itself.',
  resources: 'What the container asks of the node, and how much it may use at most.',
  securityContext: 'User, rights and isolation of this container. What it says goes before what the pod says.',
  volumeMounts: 'Where the volumes of the pod appear in the file system of this container.',
};

const SHARED_CONTEXT: Readonly<Record<string, string>> = {
  runAsGroup: 'The primary group number of the processes.',
  runAsNonRoot: 'When true, the node refuses to start an image that would run as user 0.',
  runAsUser: 'The user number of the processes. Left out, the image decides.',
  seLinuxOptions: 'The SELinux label. Left out, the container runtime picks one.',
  seccompProfile: 'Which system calls the processes may make.',
  windowsOptions: 'What counts on Windows nodes only.',
};

/** Pod, its security settings, and the volumes that policies tell apart. */
export const POD: Readonly<Record<string, Words>> = {
  'core.v1.Pod': {
    is: 'Containers that run together on one node and share its network address and volumes.',
    fields: { spec: 'What is wanted of the pod.', status: 'How the pod is doing, as its node reports.' },
  },
  'core.v1.PodSpec': {
    is: 'What is wanted of a pod.',
    fields: {
      automountServiceAccountToken: "Whether the containers get the service account's token as a volume.",
      containers: 'The containers of the pod, one at least.',
      ephemeralContainers: 'Containers added to a running pod in order to look into it.',
      hostIPC: "Shares the node's shared memory and semaphores with the containers. A policy must allow it.",
      hostNetwork: "Uses the node's network instead of one of the pod's own. A policy must allow it.",
      hostPID: 'Shows the containers all processes of the node. A policy must allow it.',
      imagePullSecrets: 'Secrets with which the images are pulled.',
      initContainers: 'Containers that run one after another, to their end, before the others start.',
      nodeName: 'The node that the pod runs on. The scheduler fills it in.',
      restartPolicy: 'Always, OnFailure or Never: what becomes of a container that has ended.',
      runtimeClassName: 'How the containers are run, by the name of a RuntimeClass. A policy may restrict it.',
      securityContext: 'User, groups and isolation for all containers of the pod.',
      serviceAccount: 'The older name of serviceAccountName.',
      serviceAccountName:
        'The service account that the processes of the pod are. Policies that it may use count for this pod as well as those of its creator. Left out: default.',
      shareProcessNamespace: 'Whether the containers of the pod see the processes of each other.',
      volumes: 'What the containers may mount. Policies allow kinds of volumes.',
    },
  },
  'core.v1.PodSecurityContext': {
    is: 'Security settings of a whole pod. A container may say otherwise where it has the same field.',
    fields: {
      ...SHARED_CONTEXT,
      fsGroup: 'The group that owns the volumes of the pod, where their kind knows owners; the processes belong to it as well.',
      fsGroupChangePolicy:
        'When the owner of a volume is changed: Always, or OnRootMismatch, which spares volumes that look right already.',
      supplementalGroups: 'Further groups that the processes belong to.',
      sysctls: 'Kernel settings of the pod. Those outside of the safe set must be allowed by a policy and by the node.',
    },
  },
  'core.v1.SecurityContext': {
    is: 'Security settings of one container.',
    fields: {
      ...SHARED_CONTEXT,
      allowPrivilegeEscalation:
        'Whether a process may gain more rights than its parent. Always true for a privileged container and one with CAP_SYS_ADMIN.',
      capabilities: "Which of root's rights the container gets or loses, one by one.",
      privileged: 'Whether the processes may do on the node whatever root may. Left out: false.',
      procMount: 'How /proc is shown: Default hides parts of it, Unmasked shows all.',
      readOnlyRootFilesystem: "Whether the container's own file system cannot be written. Left out: it can.",
    },
  },
  'core.v1.Capabilities': {
    is: "Some of root's rights, as Linux names them without CAP_: NET_ADMIN, SYS_TIME, ALL.",
    fields: { add: 'Rights to add. A policy must allow them.', drop: 'Rights to take away.' },
  },
  'core.v1.SELinuxOptions': {
    is: 'The parts of an SELinux label.',
    fields: {
      level: 'The level, such as s0:c123,c456.',
      role: 'The role.',
      type: 'The type.',
      user: 'The SELinux user, which is no Linux user.',
    },
  },
  'core.v1.SeccompProfile': {
    is: 'Which system calls are allowed.',
    fields: {
      localhostProfile: "With Localhost: the profile's file, below the kubelet's folder for seccomp.",
      type: 'RuntimeDefault (what the container runtime thinks right), Localhost (a file on the node) or Unconfined (all calls).',
    },
  },
  'core.v1.Sysctl': {
    is: 'One kernel setting.',
    fields: { name: 'Its name, such as kernel.shm_rmid_forced.', value: 'Its value, as text.' },
  },
  'core.v1.WindowsSecurityContextOptions': {
    is: 'Security settings that count on Windows nodes.',
    fields: {
      gmsaCredentialSpec: 'The group managed service account, written out.',
      gmsaCredentialSpecName: 'The name of the group managed service account to use.',
      runAsUserName: 'The Windows user that the processes run as.',
    },
  },
  'core.v1.Container': { is: 'One program of a pod, with its image, rights and mounts.', fields: CONTAINER },
  'core.v1.EphemeralContainer': {
    is: 'A container added to a running pod in order to look into it.',
    fields: { ...CONTAINER, targetContainerName: 'The container whose processes it sees.' },
  },
  'core.v1.ContainerPort': {
    is: 'A port of a container.',
    fields: {
      containerPort: 'The port that the program listens on.',
      hostIP: "The node's address to claim hostPort on.",
      hostPort: 'The same port on the node itself; few pods need one. A policy must allow it.',
      name: 'A name by which services find it.',
      protocol: 'TCP (if left out), UDP or SCTP.',
    },
  },
  'core.v1.VolumeMount': {
    is: 'A volume in the file system of a container.',
    fields: {
      mountPath: 'Where it appears.',
      mountPropagation: 'Whether mounts made inside are seen outside, or the other way round.',
      name: 'The name of the volume.',
      readOnly: 'Whether the container may only read it. Some host paths are allowed only so.',
      subPath: 'A part of the volume instead of its root.',
      subPathExpr: 'As subPath, with $(NAME) for environment variables.',
    },
  },
  'core.v1.Volume': {
    is: 'Something that containers can mount. Besides its name it has one field, and that is its kind.',
    fields: {
      awsElasticBlockStore: cloud('A disk of AWS.', 'awsElasticBlockStore'),
      azureDisk: cloud('A data disk of Azure.', 'azureDisk'),
      azureFile: cloud('A file share of Azure.', 'azureFile'),
      cephfs: cloud('A Ceph file system.', 'cephFS'),
      cinder: cloud('A disk of OpenStack.', 'cinder'),
      configMap: cloud('The entries of a config map as files.', 'configMap'),
      csi: cloud('A volume that a CSI driver makes for this pod.', 'csi, and the driver may be restricted by allowedCSIDrivers'),
      downwardAPI: cloud('What is known about the pod, as files.', 'downwardAPI'),
      emptyDir: cloud('An empty folder that goes with the pod.', 'emptyDir'),
      ephemeral: cloud('A claim that is made for this pod and goes with it.', 'ephemeral'),
      fc: cloud('A disk on Fibre Channel.', 'fc'),
      flexVolume: cloud(
        'A volume of a driver installed on the nodes.',
        'flexVolume, and the driver may be restricted by allowedFlexVolumes',
      ),
      flocker: cloud('A volume of Flocker.', 'flocker'),
      gcePersistentDisk: cloud('A disk of Google Cloud.', 'gcePersistentDisk'),
      gitRepo: cloud('A git repository, checked out once. Out of use: an init container does it better.', 'gitRepo'),
      glusterfs: cloud('A Glusterfs volume.', 'glusterfs'),
      hostPath: cloud(
        'A file or folder of the node itself: whoever may write it may well take over the node.',
        'hostPath, and the paths may be restricted by allowedHostPaths',
      ),
      iscsi: cloud('A disk over iSCSI.', 'iscsi'),
      name: 'The name by which volumeMounts find it.',
      nfs: cloud('A share of an NFS server.', 'nfs'),
      persistentVolumeClaim: cloud('What a PersistentVolumeClaim of the same namespace got.', 'persistentVolumeClaim'),
      photonPersistentDisk: cloud('A disk of Photon.', 'photonPersistentDisk'),
      portworxVolume: cloud('A volume of Portworx.', 'portworxVolume'),
      projected: cloud('Secrets, config maps, tokens and pod information in one folder.', 'projected'),
      quobyte: cloud('A volume of Quobyte.', 'quobyte'),
      rbd: cloud('A block device of Ceph.', 'rbd'),
      scaleIO: cloud('A volume of ScaleIO.', 'scaleIO'),
      secret: cloud('The entries of a secret as files.', 'secret'),
      storageos: cloud('A volume of StorageOS.', 'storageOS'),
      vsphereVolume: cloud('A disk of vSphere.', 'vsphereVolume'),
    },
  },
  'core.v1.HostPathVolumeSource': {
    is: 'A file or folder of the node.',
    fields: {
      path: 'Where it is on the node. allowedHostPaths of a policy must cover it.',
      type: 'What must be there, or is made: Directory, DirectoryOrCreate, File, FileOrCreate, Socket, CharDevice, BlockDevice. Left out, nothing is checked.',
    },
  },
  'core.v1.CSIVolumeSource': {
    is: 'A volume that a CSI driver makes for one pod.',
    fields: {
      driver: 'The name of the driver. allowedCSIDrivers of a policy may restrict it.',
      fsType: 'The file system to mount it with.',
      nodePublishSecretRef: 'A secret for the driver.',
      readOnly: 'Whether it can only be read.',
      volumeAttributes: 'Settings for the driver.',
    },
  },
  'core.v1.FlexVolumeSource': {
    is: 'A volume of a driver installed on the nodes.',
    fields: {
      driver: 'The name of the driver. allowedFlexVolumes of a policy may restrict it.',
      fsType: 'The file system to mount it with.',
      options: 'Settings for the driver.',
      readOnly: 'Whether it can only be read.',
      secretRef: 'A secret for the driver.',
    },
  },
};
