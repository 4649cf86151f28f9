/** Security contexts of pods and containers, sysctls among them. */
import { at, child, forbidden, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { goStruct } from './godump.ts';
import { list, MAX_INT32, validateDescending, validateName, validateRange, type Fields } from './rules.ts';

const FS_GROUP_CHANGE_POLICIES = ['Always', 'OnRootMismatch'];
const SECCOMP_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
export const SYSCTL = `(${SYSCTL_SEGMENT}\\.)*${SYSCTL_SEGMENT}`;
const sysctlPattern = new RegExp(`^${SYSCTL}$`);

const validateId = (id: number | undefined, path: Path): FieldError[] => validateRange(id, 0, MAX_INT32, path);

export function validateContainerSecurity(context: Fields | undefined, path: Path): FieldError[] {
  if (!context) return [];
  const errors = [...validateId(context.runAsUser, child(path, 'runAsUser')), ...validateId(context.runAsGroup, child(path, 'runAsGroup'))];
  if (context.procMount !== undefined && !['Default', 'Unmasked'].includes(context.procMount))
    errors.push(notSupported(child(path, 'procMount'), context.procMount, ['Default', 'Unmasked']));
  errors.push(...validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile')));
  if (context.allowPrivilegeEscalation === false) {
    const cannot = (what: string): FieldError =>
      invalid(path, go(goStruct('core.SecurityContext', context)), `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
    if (context.privileged) errors.push(cannot('`privileged` to true'));
    for (const capability of context.capabilities?.add ?? [])
      if (capability === 'CAP_SYS_ADMIN') errors.push(cannot('`capabilities.Add` CAP_SYS_ADMIN'));
  }
  return [...errors, ...validateWindows(context.windowsOptions, child(path, 'windowsOptions'))];
}

/** @param specPath of the pod's spec, where its containers are */
export function validatePodSecurity(spec: Fields, specPath: Path, path: Path): FieldError[] {
  const context: Fields = spec.securityContext ?? {};
  const errors = [
    ...validateHostNetworkPorts(spec, specPath),
    ...['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((field) => validateId(context[field], child(path, field))),
    ...((context.supplementalGroups ?? []) as number[]).flatMap((group, i) => validateId(group, at(child(path, 'supplementalGroups'), i))),
  ];
  if (spec.shareProcessNamespace && spec.hostPID)
    errors.push(invalid(child(path, 'shareProcessNamespace'), true, 'ShareProcessNamespace and HostPID cannot both be enabled'));
  errors.push(...validateSysctls(context.sysctls, child(path, 'sysctls')));
  const { fsGroupChangePolicy: policy } = context;
  if (policy !== undefined && !FS_GROUP_CHANGE_POLICIES.includes(policy))
    errors.push(notSupported(child(path, 'fsGroupChangePolicy'), policy, FS_GROUP_CHANGE_POLICIES));
  errors.push(...validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile')));
  return [...errors, ...validateWindows(context.windowsOptions, child(path, 'windowsOptions'))];
}

/** On the host's network a container's port is the host's. */
function validateHostNetworkPorts(spec: Fields, specPath: Path): FieldError[] {
  if (!spec.hostNetwork) return [];
  return list(spec.containers).flatMap((container, i) =>
    list(container.ports).flatMap((port, j) =>
      (port.hostPort ?? 0) === (port.containerPort ?? 0)
        ? []
        : [
            invalid(
              child(at(child(at(child(specPath, 'containers'), i), 'ports'), j), 'containerPort'),
              port.containerPort ?? 0,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}

export function validateSeccompProfile(profile: Fields | undefined, path: Path): FieldError[] {
  if (!profile) return [];
  const errors: FieldError[] = [];
  if (!profile.type) errors.push(required(child(path, 'type'), 'type is required when seccompProfile is set'));
  else if (!SECCOMP_TYPES.includes(profile.type)) errors.push(notSupported(child(path, 'type'), profile.type, SECCOMP_TYPES));
  const where = child(path, 'localhostProfile');
  if (profile.type === 'Localhost') {
    if (profile.localhostProfile === undefined) errors.push(required(where, 'must be set when seccomp type is Localhost'));
    else errors.push(...validateDescending(profile.localhostProfile, where));
  } else if (profile.localhostProfile !== undefined)
    errors.push(invalid(where, go(goStruct('core.SeccompProfile', profile)), 'can only be set when seccomp type is Localhost'));
  return errors;
}

function validateSysctls(sysctls: Fields[] | undefined, path: Path): FieldError[] {
  const seen = new Set<string>();
  return list(sysctls).flatMap(({ name }, i) => {
    const where = child(at(path, i), 'name');
    if (!name) return [required(where)];
    const repeated = seen.has(name);
    seen.add(name);
    if (name.length > 253 || !sysctlPattern.test(name))
      return [invalid(where, name, `must have at most 253 characters and match regex ${SYSCTL}`)];
    return repeated ? [{ type: 'Duplicate' as const, field: where, value: name }] : [];
  });
}

const DNS_LABEL = /^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/;

/** Windows' options: names of users and of credential specs. */
function validateWindows(options: Fields | undefined, path: Path): FieldError[] {
  if (!options) return [];
  const errors: FieldError[] = [];
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  if (specName !== undefined) errors.push(...validateName('dns1123subdomain', specName, child(path, 'gmsaCredentialSpecName')));
  if (spec === '') errors.push(invalid(child(path, 'gmsaCredentialSpec'), '', 'gmsaCredentialSpec cannot be an empty string'));
  else if (spec !== undefined && spec.length > 65536)
    errors.push(invalid(child(path, 'gmsaCredentialSpec'), spec, 'gmsaCredentialSpec size must be under 64 KiB'));
  if (user !== undefined) errors.push(...validateWindowsUser(user, child(path, 'runAsUserName')));
  return errors;
}

function validateWindowsUser(user: string, path: Path): FieldError[] {
  const no = (text: string): FieldError => invalid(path, user, text);
  if (user === '') return [no('runAsUserName cannot be an empty string')];
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(user)) return [no('runAsUserName cannot contain control characters')];
  const parts = user.split('\\');
  if (parts.length > 2) return [no('runAsUserName cannot contain more than one backslash')];
  const name = parts.pop()!;
  const [domain] = parts;
  const errors: FieldError[] = [];
  if (domain !== undefined) {
    if (domain.length >= 256) errors.push(no("runAsUserName's Domain length must be under 256 characters"));
    if (!DNS_LABEL.test(domain) && !/^[^\\/:*?"<>|.][^\\/:*?"<>|]*$/.test(domain))
      errors.push(no("runAsUserName's Domain doesn't match the NetBios nor the DNS format"));
  }
  if (name === '') errors.push(no("runAsUserName's User cannot be empty"));
  else if (name.length > 104) errors.push(no("runAsUserName's User length must not be longer than 104 characters"));
  if (/^[. ]+$/.test(name)) errors.push(no("runAsUserName's User cannot contain only periods or spaces"));
  if (/["/\\:;|=,+*?<>@[\]]/.test(name))
    errors.push(no('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]'));
  return errors;
}

/** Annotations and fields that say seccomp twice must say the same (validateSeccompAnnotationsAndFields). */
export function validateSeccompAgreement(annotation: string, profile: Fields, path: Path): FieldError[] {
  const typeDiffers = forbidden(child(path, 'type'), 'seccomp type in annotation and field must match');
  if (profile.type === 'Unconfined') return annotation === 'unconfined' ? [] : [typeDiffers];
  if (profile.type === 'RuntimeDefault') return annotation === 'runtime/default' || annotation === 'docker/default' ? [] : [typeDiffers];
  if (profile.type !== 'Localhost') return [];
  if (!annotation.startsWith('localhost/')) return [typeDiffers];
  return annotation.slice('localhost/'.length) === profile.localhostProfile
    ? []
    : [forbidden(child(path, 'localhostProfile'), 'seccomp profile in annotation and field must match')];
}
