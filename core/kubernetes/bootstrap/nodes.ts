/** Nodes as AKS makes them: Standard_DS2_v2 machines of a scale set. */
import type { KubeObject } from '../object.ts';
import { timestamp } from '../../clock.ts';

const CAPACITY = {
  'attachable-volumes-azure-disk': '8',
  cpu: '2',
  'ephemeral-storage': '129900528Ki',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '7120616Ki',
  pods: '110',
};
const ALLOCATABLE = { ...CAPACITY, cpu: '1900m', 'ephemeral-storage': '119716326407', memory: '4668136Ki' };

/** @param index which of the pool's nodes it is: its addresses follow from it */
export function nodeObject(node: { name: string; version: string }, index: number, now: number): KubeObject {
  const { name, version } = node;
  const [, pool = 'nodepool1', suffix = '12345678'] = /^aks-([a-z0-9]+)-(\d+)-/.exec(name) ?? [];
  const time = timestamp(now);
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  const systemUuid = `${suffix}-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        agentpool: pool,
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/instance-type': 'Standard_DS2_v2',
        'beta.kubernetes.io/os': 'linux',
        'failure-domain.beta.kubernetes.io/region': 'eastus',
        'failure-domain.beta.kubernetes.io/zone': '0',
        'kubernetes.azure.com/mode': 'system',
        'kubernetes.azure.com/role': 'agent',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/role': 'agent',
        'node-role.kubernetes.io/agent': '',
        'node.kubernetes.io/instance-type': 'Standard_DS2_v2',
        storageprofile: 'managed',
        storagetier: 'Premium_LRS',
        'topology.kubernetes.io/region': 'eastus',
        'topology.kubernetes.io/zone': '0',
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0', 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: {
      podCIDR: `10.244.${index}.0/24`,
      podCIDRs: [`10.244.${index}.0/24`],
      providerID: `azure:///subscriptions/akslab/virtualMachineScaleSets/aks-${pool}-${suffix}-vmss/virtualMachines/${index}`,
    },
    status: {
      capacity: CAPACITY,
      allocatable: ALLOCATABLE,
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status. AppArmor enabled'),
      ],
      addresses: [
        { type: 'Hostname', address: name },
        { type: 'InternalIP', address: `10.240.0.${4 + index}` },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: systemUuid.replaceAll('-', ''),
        systemUUID: systemUuid,
        bootID: systemUuid,
        kernelVersion: '5.4.0-1035-azure',
        osImage: 'Ubuntu 18.04.5 LTS',
        // Docker until AKS moved its 1.19 node pools to containerd.
        containerRuntimeVersion: Number(version.split('.')[1]) < 19 ? 'docker://19.3.14' : 'containerd://1.4.3',
        kubeletVersion: `v${version}`,
        kubeProxyVersion: `v${version}`,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}
