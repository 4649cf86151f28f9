/** What a PodSecurityPolicy may say. After ValidatePodSecurityPolicySpec of k8s.io/kubernetes/pkg/apis/policy/validation. */
import { at, child, duplicate, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { sentEmpty } from '../../schema/empty.ts';
import { goStrings, list, validateName, validateNoBacksteps, type Fields } from '../pod/rules.ts';
import { validateCsiDriverName } from '../pod/volume-sources.ts';
import { validateSysctlPatterns } from './sysctls.ts';

/** Each strategy's rules, in the order in which a refusal lists them. */
const RULES = {
  runAsUser: ['MustRunAs', 'MustRunAsNonRoot', 'RunAsAny'],
  runAsGroup: ['MustRunAs', 'RunAsAny', 'MayRunAs'],
  seLinux: ['MustRunAs', 'RunAsAny'],
  supplementalGroups: ['MayRunAs', 'MustRunAs', 'RunAsAny'],
  fsGroup: ['MayRunAs', 'MustRunAs', 'RunAsAny'],
} as const;

const VOLUMES = [
  '*',
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephFS',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
];
const PROC_MOUNTS = ['Default', 'Unmasked'];

export function validatePolicySpec(spec: Fields): FieldError[] {
  const of = (field: string): Path => child('spec', field);
  return [
    ...validateStrategy('runAsUser', spec.runAsUser, of('runAsUser')),
    ...(spec.runAsGroup ? validateRunAsGroup(spec.runAsGroup, of('runAsGroup')) : []),
    ...validateRule('seLinux', spec.seLinux, of('seLinux')),
    ...validateStrategy('supplementalGroups', spec.supplementalGroups, of('supplementalGroups')),
    ...validateStrategy('fsGroup', spec.fsGroup, of('fsGroup')),
    ...((spec.volumes ?? []) as string[])
      .filter((type) => !VOLUMES.includes(type))
      .map((type) => notSupported(of('volumes'), type, VOLUMES)),
    ...validateCapabilities(spec),
    ...validateDefaultEscalation(spec, of('defaultAllowPrivilegeEscalation')),
    ...((spec.allowedProcMountTypes ?? []) as string[]).flatMap((type, i) =>
      PROC_MOUNTS.includes(type) ? [] : [notSupported(at(of('allowedProcMountTypes'), i), type, PROC_MOUNTS)],
    ),
    ...validateHostPaths(spec.allowedHostPaths, of('allowedHostPaths')),
    // The real one says the list's name twice.
    ...list(spec.allowedFlexVolumes).flatMap(({ driver }, i) =>
      driver ? [] : [required(child(at(child(of('allowedFlexVolumes'), 'allowedFlexVolumes'), i), 'driver'), 'must specify a driver')],
    ),
    ...list(spec.allowedCSIDrivers).flatMap(({ name = '' }, i) =>
      validateCsiDriverName(name, child(at(child(of('allowedCSIDrivers'), 'allowedCSIDriver'), i), 'name')),
    ),
    ...validateSysctlPatterns(spec.allowedUnsafeSysctls, spec.forbiddenSysctls),
    ...validateRuntimeClass(spec.runtimeClass, of('runtimeClass')),
  ];
}

function validateRule(strategy: keyof typeof RULES, given: Fields | undefined, path: Path): FieldError[] {
  const rules: readonly string[] = RULES[strategy];
  return rules.includes(given?.rule) ? [] : [notSupported(child(path, 'rule'), given?.rule ?? '', rules)];
}

function validateStrategy(strategy: keyof typeof RULES, given: Fields | undefined, path: Path): FieldError[] {
  return [...validateRule(strategy, given, path), ...validateRanges(given?.ranges, child(path, 'ranges'))];
}

function validateRanges(ranges: Fields[] | undefined, path: Path): FieldError[] {
  return list(ranges).flatMap(({ min = 0, max = 0 }, i) => {
    const errors: FieldError[] = [];
    if (min < 0) errors.push(invalid(child(at(path, i), 'min'), min, 'min cannot be negative'));
    if (max < 0) errors.push(invalid(child(at(path, i), 'max'), max, 'max cannot be negative'));
    if (min > max) errors.push(invalid(child(at(path, i), 'min'), min, 'min cannot be greater than max'));
    return errors;
  });
}

function validateRunAsGroup(given: Fields, path: Path): FieldError[] {
  const where = child(path, 'ranges');
  const ranges = list(given.ranges);
  if (given.rule === 'RunAsAny') return ranges.length === 0 ? [] : [invalid(where, go(goRanges(given)), 'Ranges must be empty')];
  if (given.rule !== 'MustRunAs' && given.rule !== 'MayRunAs') return validateRule('runAsGroup', given, path);
  const missing = ranges.length === 0 ? [invalid(where, go(goRanges(given)), 'must provide at least one range')] : [];
  return [...missing, ...validateRanges(ranges, where)];
}

function goRanges(owner: Fields): string {
  const type = '[]policy.IDRange';
  if (!owner.ranges && !sentEmpty(owner, 'ranges')) return `${type}(nil)`;
  return `${type}{${list(owner.ranges)
    .map(({ min = 0, max = 0 }) => `policy.IDRange{Min:${min}, Max:${max}}`)
    .join(', ')}}`;
}

/** What is dropped from every container cannot be added to one. These paths leave out `spec`, as the real ones do. */
function validateCapabilities({
  requiredDropCapabilities: dropped = [],
  defaultAddCapabilities = [],
  allowedCapabilities = [],
}: Fields): FieldError[] {
  const against = (capabilities: string[], path: Path): FieldError[] =>
    capabilities
      .filter((capability) => dropped.includes(capability))
      .map((capability) => invalid(path, capability, `capability is listed in ${path} and requiredDropCapabilities`));
  const shown = go(`[]core.Capability{${(dropped as string[]).map((capability) => JSON.stringify(capability)).join(', ')}}`);
  const wildcard =
    dropped.length > 0 && allowedCapabilities.includes('*')
      ? [invalid('requiredDropCapabilities', shown, 'must be empty when all capabilities are allowed by a wildcard')]
      : [];
  return [
    ...wildcard,
    ...against(defaultAddCapabilities, 'defaultAddCapabilities'),
    ...against(allowedCapabilities, 'allowedCapabilities'),
  ];
}

function validateDefaultEscalation({ defaultAllowPrivilegeEscalation, allowPrivilegeEscalation }: Fields, path: Path): FieldError[] {
  if (!defaultAllowPrivilegeEscalation || allowPrivilegeEscalation) return [];
  return [invalid(path, true, 'Cannot set DefaultAllowPrivilegeEscalation to true without also setting AllowPrivilegeEscalation to true')];
}

/** The first empty one ends the list. */
function validateHostPaths(paths: Fields[] | undefined, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { pathPrefix = '' }] of list(paths).entries()) {
    if (pathPrefix === '') return [...errors, required(at(path, i), 'is required')];
    errors.push(...validateNoBacksteps(pathPrefix, at(path, i)));
  }
  return errors;
}

function validateRuntimeClass(strategy: Fields | undefined, path: Path): FieldError[] {
  if (!strategy) return [];
  const where = child(path, 'allowedRuntimeClassNames');
  const names: string[] = strategy.allowedRuntimeClassNames ?? [];
  const seen = new Set<string>();
  const errors = names.flatMap((name, i) => {
    const own = name === '*' ? [] : validateName('dns1123subdomain', name, at(where, i));
    if (seen.has(name)) own.push(duplicate(at(where, i), name));
    seen.add(name);
    return own;
  });
  const preferred = strategy.defaultRuntimeClassName;
  if (preferred !== undefined) {
    errors.push(...validateName('dns1123subdomain', preferred, child(path, 'defaultRuntimeClassName')));
    if (!seen.has('*') && !seen.has(preferred)) errors.push(required(where, `default ${JSON.stringify(preferred)} must be allowed`));
  }
  if (seen.has('*') && names.length > 1)
    errors.push(invalid(where, goStrings(names), "if '*' is present, must not specify other RuntimeClass names"));
  return errors;
}
