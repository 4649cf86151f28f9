/** Every way in which a policy is widened: something added to what it allows, or a rule that lets anybody in. */
import fc from 'fast-check';
import type { PolicySpec } from '../../core/kubernetes/admission/podsecuritypolicy/policy.ts';

type Widen = (spec: PolicySpec) => PolicySpec;

const anybody = { rule: 'RunAsAny' };
const VOLUMES = [
  '*',
  'hostPath',
  'emptyDir',
  'secret',
  'configMap',
  'projected',
  'downwardAPI',
  'persistentVolumeClaim',
  'nfs',
  'flexVolume',
  'csi',
  'azureDisk',
  'azureFile',
];
const CAPABILITIES = ['*', 'NET_ADMIN', 'NET_RAW', 'CHOWN', 'SYS_ADMIN', 'KILL', 'SETUID'];
const SYSCTLS = ['*', 'net.*', 'kernel.msgmax', 'kernel.shm*', 'net.core.somaxconn'];
const PATHS = ['/', '/var', '/var/log', '/etc', '/data'];

const port = fc.integer({ min: 0, max: 65535 });

export const widening: fc.Arbitrary<{ how: string; widen: Widen }> = fc.oneof(
  fc
    .constantFrom(...VOLUMES)
    .map((name) => ({ how: `volume ${name}`, widen: ({ volumes = [] }: PolicySpec) => ({ volumes: [...volumes, name] }) })),
  fc.constantFrom(...CAPABILITIES).map((name) => ({
    how: `capability ${name}`,
    widen: ({ allowedCapabilities = [] }: PolicySpec) => ({ allowedCapabilities: [...allowedCapabilities, name] }),
  })),
  fc.tuple(port, port).map(([a, b]) => ({
    how: `host ports ${Math.min(a, b)}-${Math.max(a, b)}`,
    widen: ({ hostPorts = [] }: PolicySpec) => ({ hostPorts: [...hostPorts, { min: Math.min(a, b), max: Math.max(a, b) }] }),
  })),
  // Where no path is listed, every path is allowed already.
  fc.tuple(fc.constantFrom(...PATHS), fc.boolean()).map(([pathPrefix, readOnly]) => ({
    how: `host path ${pathPrefix}${readOnly ? ', read-only' : ''}`,
    widen: ({ allowedHostPaths = [] }: PolicySpec) =>
      allowedHostPaths.length ? { allowedHostPaths: [...allowedHostPaths, { pathPrefix, readOnly }] } : {},
  })),
  fc.constantFrom(...SYSCTLS).map((name) => ({
    how: `sysctl ${name}`,
    widen: ({ allowedUnsafeSysctls = [] }: PolicySpec) => ({ allowedUnsafeSysctls: [...allowedUnsafeSysctls, name] }),
  })),
  fc
    .constantFrom('runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups', 'seLinux')
    .map((rule) => ({ how: `RunAsAny for ${rule}`, widen: () => ({ [rule]: anybody }) })),
  fc.constantFrom('privileged', 'hostNetwork', 'hostPID', 'hostIPC').map((field) => ({ how: field, widen: () => ({ [field]: true }) })),
);
