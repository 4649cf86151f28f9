/** Containers of all three kinds, their mounts and devices. After validateContainers of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, duplicate, forbidden, invalid, notFound, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateHostPortConflicts, validatePorts } from './ports.ts';
import { validateInitContainerHasNone, validateLifecycle, validateOneSuccess, validateProbe } from './probes.ts';
import { validateResources } from './resources.ts';
import { list, validateChoice, validateDescending, validateName, type Fields } from './rules.ts';
import { validateContainerSecurity } from './security.ts';

/** Sound volumes of the pod, by name. */
export type Volumes = ReadonlyMap<string, Fields>;

const TERMINATION_POLICY = "must be 'File' or 'FallbackToLogsOnError'";

/** @param together whether the containers run at the same time, and so share the host's ports */
function validateList(containers: Fields[], together: boolean, volumes: Volumes, path: Path): FieldError[] {
  const names = new Set<string>();
  const errors = containers.flatMap((container, i) => {
    const where = at(path, i);
    const own = validateContainerName(container.name ?? '', names, child(where, 'name'));
    return [...own, ...validateContainer(container, volumes, where)];
  });
  const groups = together ? [containers] : containers.map((container) => [container]);
  return [...errors, ...groups.flatMap((group) => validateHostPortConflicts(group, path))];
}

function validateContainerName(name: string, seen: Set<string>, path: Path): FieldError[] {
  const errors = name ? validateName('dns1123label', name, path) : [required(path)];
  if (seen.has(name)) errors.push(duplicate(path, name));
  seen.add(name);
  return errors;
}

function validateContainer(container: Fields, volumes: Volumes, path: Path): FieldError[] {
  const of = (field: string): Path => child(path, field);
  const errors = container.image ? [] : [required(of('image'))];
  errors.push(
    ...validateLifecycle(container.lifecycle, of('lifecycle')),
    ...validateProbe(container.livenessProbe, of('livenessProbe')),
    ...validateOneSuccess(container.livenessProbe, of('livenessProbe')),
    ...validateProbe(container.startupProbe, of('startupProbe')),
    ...validateOneSuccess(container.startupProbe, of('startupProbe')),
  );
  const policy = container.terminationMessagePolicy;
  if (!policy) errors.push(required(of('terminationMessagePolicy'), TERMINATION_POLICY));
  else if (policy !== 'File' && policy !== 'FallbackToLogsOnError')
    errors.push(invalid(of('terminationMessagePolicy'), policy, TERMINATION_POLICY));
  return [
    ...errors,
    ...validateProbe(container.readinessProbe, of('readinessProbe')),
    ...validatePorts(container.ports, of('ports')),
    ...validateEnv(container.env, of('env')),
    ...validateEnvFrom(container.envFrom, of('envFrom')),
    ...validateMounts(container, volumes, of('volumeMounts')),
    ...validateDevices(container, volumes, of('volumeDevices')),
    ...validateChoice(container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], of('imagePullPolicy')),
    ...validateResources(container.resources, of('resources')),
    ...validateContainerSecurity(container.securityContext, of('securityContext')),
  ];
}

export function validateContainers(spec: Fields, volumes: Volumes, path: Path): FieldError[] {
  const containers = list(spec.containers);
  return containers.length === 0 ? [required(path)] : validateList(containers, true, volumes, path);
}

/** Init containers run one after another, before the others. */
export function validateInitContainers(spec: Fields, volumes: Volumes, path: Path): FieldError[] {
  const containers = list(spec.initContainers);
  const names = new Set(list(spec.containers).map((container) => container.name));
  return [
    ...validateList(containers, false, volumes, path),
    ...containers.flatMap((container, i) => {
      const where = at(path, i);
      const repeated = names.has(container.name) ? [duplicate(child(where, 'name'), container.name)] : [];
      if (container.name) names.add(container.name);
      return [...repeated, ...validateInitContainerHasNone(container, where)];
    }),
  ];
}

const EPHEMERAL_FORBIDS = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

/** Ephemeral containers are added to a running pod, and lack what would tie it to them. */
export function validateEphemeralContainers(spec: Fields, volumes: Volumes, path: Path): FieldError[] {
  const others = [...list(spec.containers), ...list(spec.initContainers)].map((container) => container.name);
  const names = new Set(others);
  return list(spec.ephemeralContainers).flatMap((container, i) => {
    const where = at(path, i);
    const errors = validateList([container], true, volumes, path).map((error) => ({
      ...error,
      field: error.field.replace(`${path}[0]`, where),
    }));
    if (names.has(container.name)) errors.push(duplicate(child(where, 'name'), container.name));
    names.add(container.name);
    const target = container.targetContainerName;
    if (target && !list(spec.containers).some(({ name }) => name === target))
      errors.push(notFound(child(where, 'targetContainerName'), target));
    for (const field of EPHEMERAL_FORBIDS)
      if (container[field] !== undefined) errors.push(forbidden(child(where, field), 'cannot be set for an Ephemeral Container'));
    if (Object.keys(container.resources ?? {}).length > 0)
      errors.push(forbidden(child(where, 'resources'), 'cannot be set for an Ephemeral Container'));
    return errors;
  });
}

function validateMounts(container: Fields, volumes: Volumes, path: Path): FieldError[] {
  const taken = new Set<string>();
  // By name: of a device that is given twice the last one counts.
  const devices = new Map(list(container.volumeDevices).map((device) => [device.name ?? '', device.devicePath ?? '']));
  return list(container.volumeMounts).flatMap((mount, i) => {
    const where = at(path, i);
    const mountPath = mount.mountPath ?? '';
    const errors = mount.name ? [] : [required(child(where, 'name'))];
    if (!volumes.has(mount.name ?? '')) errors.push(notFound(child(where, 'name'), mount.name ?? ''));
    if (!mountPath) errors.push(required(child(where, 'mountPath')));
    if (taken.has(mountPath)) errors.push(invalid(child(where, 'mountPath'), mountPath, 'must be unique'));
    taken.add(mountPath);
    if (devices.has(mount.name ?? ''))
      errors.push(invalid(child(where, 'name'), mount.name ?? '', 'must not already exist in volumeDevices'));
    if ([...devices.values()].includes(mountPath))
      errors.push(invalid(child(where, 'mountPath'), mountPath, 'must not already exist as a path in volumeDevices'));
    // The real one names the list here, not the entry.
    if (mount.subPath) errors.push(...validateDescending(mount.subPath, child(path, 'subPath')));
    if (mount.subPathExpr) {
      if (mount.subPath)
        errors.push(invalid(child(where, 'subPathExpr'), mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      errors.push(...validateDescending(mount.subPathExpr, child(path, 'subPathExpr')));
    }
    return [...errors, ...validatePropagation(mount.mountPropagation, container, child(path, 'mountPropagation'))];
  });
}

function validatePropagation(propagation: string | undefined, container: Fields, path: Path): FieldError[] {
  if (propagation === undefined) return [];
  const choices = ['Bidirectional', 'HostToContainer', 'None'];
  const errors = choices.includes(propagation) ? [] : [notSupported(path, propagation, choices)];
  if (propagation === 'Bidirectional' && !container.securityContext?.privileged)
    errors.push(forbidden(path, 'Bidirectional mount propagation is available only to privileged containers'));
  return errors;
}

function validateDevices(container: Fields, volumes: Volumes, path: Path): FieldError[] {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounts = list(container.volumeMounts);
  return list(container.volumeDevices).flatMap(({ name = '', devicePath = '' }, i) => {
    const [namePath, devicePathPath] = [child(at(path, i), 'name'), child(at(path, i), 'devicePath')];
    const errors: FieldError[] = [];
    if (!name) errors.push(required(namePath));
    if (names.has(name)) errors.push(invalid(namePath, name, 'must be unique'));
    if (name) names.add(name);
    if (!devicePath) errors.push(required(devicePathPath));
    if (paths.has(devicePath)) errors.push(invalid(devicePathPath, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..')) errors.push(invalid(devicePathPath, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    const volume = volumes.get(name);
    if (!volume) errors.push(notFound(namePath, name));
    else if (!volume.persistentVolumeClaim)
      errors.push(invalid(namePath, name, 'can only use volume source type of PersistentVolumeClaim for block mode'));
    if (mounts.some((mount) => (mount.name ?? '') === name)) errors.push(invalid(namePath, name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => (mount.mountPath ?? '') === devicePath))
      errors.push(invalid(devicePathPath, devicePath, 'must not already exist as a path in volumeMounts'));
    return errors;
  });
}
