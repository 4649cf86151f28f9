/** The options of a write, from its query: dryRun, fieldManager, force. After metav1 validation.Validate{Create,Update,Patch,Delete}Options. */
import { forbidden, go, invalid as invalidField, notSupported, quote, tooLong, type FieldError } from '../field.ts';
import { invalid } from './errors.ts';
import { header, type Call } from './server.ts';

type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

const MANAGER_LENGTH = 128;

/** Whether the request changes nothing: dryRun=All. @throws Invalid for any option that cannot be */
export function isDryRun(call: Call, kind: OptionsKind): boolean {
  const { query } = call;
  const dryRun = query.getAll('dryRun');
  const isApply = header(call.request, 'content-type')?.startsWith('application/apply-patch') === true;
  const errors = [
    ...(kind === 'PatchOptions' && !isApply && query.has('force') ? [forbidden('force', 'may not be specified for non-apply patch')] : []),
    ...(kind === 'DeleteOptions' ? [] : managerErrors(query.get('fieldManager') ?? '')),
    ...dryRunErrors(dryRun),
  ];
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', name: kind }, '', errors);
  return dryRun.length > 0;
}

export const dryRunErrors = (values: readonly string[]): FieldError[] =>
  values.every((value) => value === 'All') ? [] : [notSupported('dryRun', go(`[]string{${values.map(quote).join(', ')}}`), ['All'])];

/** A name of at most so many bytes, all of which can be seen. */
function managerErrors(manager: string): FieldError[] {
  const path = 'fieldManager';
  const errors = new TextEncoder().encode(manager).length > MANAGER_LENGTH ? [tooLong(path, manager, MANAGER_LENGTH)] : [];
  let position = 0;
  for (const character of manager) {
    if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character))
      errors.push(invalidField(path, manager, `invalid character ${codePoint(character)} (at position ${position})`));
    position += new TextEncoder().encode(character).length;
  }
  return errors;
}

/** Go's %#U of a character that cannot be printed. */
const codePoint = (character: string): string => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Who the managed fields of a write belong to: the fieldManager option, else the first word of the user agent. */
export function managerOf(call: Call): string {
  const given = call.query.get('fieldManager');
  if (given) return given;
  const agent = header(call.request, 'user-agent') ?? 'unknown';
  return agent.split('/')[0]!.slice(0, MANAGER_LENGTH);
}
