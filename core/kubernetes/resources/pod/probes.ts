/** Probes and lifecycle hooks. */
import { child, invalid, required, type FieldError, type Path } from '../../field.ts';
import { goStruct } from './godump.ts';
import { httpHeaderName } from '../validation/names.ts';
import { list, validateChoice, validateNonnegative, validateOneOf, validatePort, type Fields } from './rules.ts';

const HANDLER = { more: 'may not specify more than 1 handler type', none: 'must specify a handler type' };

export function validateProbe(probe: Fields | undefined, path: Path): FieldError[] {
  if (!probe) return [];
  const counts = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
  return [...validateHandler(probe, path), ...counts.flatMap((field) => validateNonnegative(probe[field], child(path, field)))];
}

/** Probes that end a container count their first success. */
export function validateOneSuccess(probe: Fields | undefined, path: Path): FieldError[] {
  if (!probe || probe.successThreshold === 1) return [];
  return [invalid(child(path, 'successThreshold'), probe.successThreshold ?? 0, 'must be 1')];
}

export function validateLifecycle(lifecycle: Fields | undefined, path: Path): FieldError[] {
  return ['postStart', 'preStop']
    .filter((hook) => lifecycle?.[hook])
    .flatMap((hook) => validateHandler(lifecycle![hook], child(path, hook)));
}

function validateHandler(handler: Fields, path: Path): FieldError[] {
  return validateOneOf(
    handler,
    {
      exec: ({ command }, where) => (list(command).length === 0 ? [required(child(where, 'command'))] : []),
      httpGet: validateHttpGet,
      tcpSocket: ({ port }, where) => validatePort(port, child(where, 'port')),
    },
    path,
    HANDLER,
  );
}

function validateHttpGet({ path: urlPath, port, scheme, httpHeaders }: Fields, path: Path): FieldError[] {
  const errors = urlPath ? [] : [required(child(path, 'path'))];
  errors.push(...validatePort(port, child(path, 'port')), ...validateChoice(scheme, ['HTTP', 'HTTPS'], child(path, 'scheme')));
  for (const { name = '' } of list(httpHeaders)) {
    errors.push(...httpHeaderName(name).map((text) => invalid(child(path, 'httpHeaders'), name, text)));
  }
  return errors;
}

/** Whatever an init container may not have. */
export function validateInitContainerHasNone(container: Fields, path: Path): FieldError[] {
  const names: Record<string, string> = {
    lifecycle: 'core.Lifecycle',
    livenessProbe: 'core.Probe',
    readinessProbe: 'core.Probe',
    startupProbe: 'core.Probe',
  };
  return Object.keys(names)
    .filter((field) => container[field])
    .map((field) => invalid(child(path, field), { go: goStruct(names[field]!, container[field]) }, 'must not be set for init containers'));
}
