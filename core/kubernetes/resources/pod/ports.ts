/** Ports of containers, and those of the host that they take. */
import { at, child, duplicate, invalid, required, type FieldError, type Path } from '../../field.ts';
import { portName, portNumber } from '../validation/names.ts';
import { list, validateChoice, type Fields } from './rules.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function validatePorts(ports: Fields[] | undefined, path: Path): FieldError[] {
  const names = new Set<string>();
  return list(ports).flatMap((port, i) => {
    const where = at(path, i);
    const errors = port.name ? validatePortName(port.name, names, child(where, 'name')) : [];
    if (!port.containerPort) errors.push(required(child(where, 'containerPort')));
    else errors.push(...validateNumber(port.containerPort, child(where, 'containerPort')));
    if (port.hostPort) errors.push(...validateNumber(port.hostPort, child(where, 'hostPort')));
    return [...errors, ...validateChoice(port.protocol, PROTOCOLS, child(where, 'protocol'))];
  });
}

const validateNumber = (port: number, path: Path): FieldError[] => portNumber(port).map((text) => invalid(path, port, text));

function validatePortName(name: string, seen: Set<string>, path: Path): FieldError[] {
  const errors = portName(name).map((text) => invalid(path, name, text));
  if (errors.length > 0) return errors;
  if (seen.has(name)) return [duplicate(path, name)];
  seen.add(name);
  return [];
}

/** Host ports that containers take twice. */
export function validateHostPortConflicts(containers: Fields[], path: Path): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, i) =>
    list(container.ports).flatMap((port, j) => {
      if (!port.hostPort) return [];
      const socket = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(socket)) return [duplicate(child(at(child(at(path, i), 'ports'), j), 'hostPort'), socket)];
      taken.add(socket);
      return [];
    }),
  );
}
