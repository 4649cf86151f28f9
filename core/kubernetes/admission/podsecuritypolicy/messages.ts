/** What the plugin says, by version. */
import { errorText } from '../../field.ts';
import type { Versions } from '../../versions.ts';
import type { Violation } from './provider.ts';

/** `pods "x" is forbidden: ` and this. @param phase admit while the pod may still be filled in, validate afterwards and on updates. */
export function refusal(versions: Versions, phase: 'admit' | 'validate', violations: readonly Violation[]): string {
  const errors = `[${violations.map(errorText).join(' ')}]`;
  return versions.has('pspPrefixedRefusal')
    ? `PodSecurityPolicy: unable to ${phase} pod: ${errors}`
    : `unable to validate against any pod security policy: ${errors}`;
}

export function noProviders(versions: Versions): string {
  return `${versions.has('pspPrefixedRefusal') ? 'PodSecurityPolicy: ' : ''}no providers available to validate pod request`;
}
