/** Patterns of sysctls that a policy allows although unsafe, or forbids. */
import { at, child, forbidden, invalid, type FieldError, type Path } from '../../field.ts';

const PATTERN = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*([a-z0-9][-_a-z0-9]*)?[a-z0-9*]';
const pattern = new RegExp(`^${PATTERN}$`);
const MAX = 253;
const ALLOWED = 'spec.allowedUnsafeSysctls';
const FORBIDDEN = 'spec.forbiddenSysctls';

export function validateSysctlPatterns(allowed: string[] = [], denied: string[] = []): FieldError[] {
  return [...validateList(allowed, ALLOWED), ...validateList(denied, FORBIDDEN), ...validateOverlaps(allowed, denied)];
}

function validateList(sysctls: string[], path: Path): FieldError[] {
  const errors = sysctls.flatMap((sysctl, i) => {
    if (sysctl === '') return [invalid(at(path, i), sysctl, 'empty sysctl not allowed')];
    return sysctl.length <= MAX && pattern.test(sysctl)
      ? []
      : [invalid(at(path, i), sysctl, `must have at most ${MAX} characters and match regex ${PATTERN}`)];
  });
  if (sysctls.length > 1 && sysctls.includes('*'))
    errors.push(forbidden(child(path, 'items'), "if '*' is present, must not specify other sysctls"));
  return errors;
}

/** The narrower of two that overlap is the wrong one. */
function validateOverlaps(allowed: string[], denied: string[]): FieldError[] {
  const overlap = (path: Path, i: number, sysctl: string, other: string): FieldError =>
    invalid(at(path, i), sysctl, `sysctl overlaps with ${other}`);
  return allowed.flatMap((one, i) =>
    denied.flatMap((other, j) => {
      if (covers(other, one)) return [overlap(ALLOWED, i, one, other)];
      return one.endsWith('*') && covers(one, other) ? [overlap(FORBIDDEN, j, other, one)] : [];
    }),
  );
}

function covers(wide: string, narrow: string): boolean {
  return wide.endsWith('*') ? narrow.replace(/\*$/, '').startsWith(wide.slice(0, -1)) : wide === narrow;
}
