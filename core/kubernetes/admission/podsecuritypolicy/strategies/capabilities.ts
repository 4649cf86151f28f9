/**
 * Linux capabilities.
 *
 * Policy: spec.defaultAddCapabilities (added unless the container drops them), spec.requiredDropCapabilities (dropped for everybody, and
 * they must be), spec.allowedCapabilities (may be added; `*`: any, and then nothing is checked).
 * Pod: securityContext.capabilities.add and .drop of each container.
 */
import { child, go, invalid, quote, type Path } from '../../../field.ts';
import { containerAt, placePath, setContainerContext, type Place } from '../draft.ts';
import type { Capabilities } from '../policy.ts';
import type { Errors, Strategy } from '../strategy.ts';

export const capabilities: Strategy = {
  name: 'capabilities',
  container(policy) {
    const defaults = policy.spec.defaultAddCapabilities ?? [];
    const drops = policy.spec.requiredDropCapabilities ?? [];
    const anything = policy.spec.allowedCapabilities?.includes('*') ?? false;
    const addable = new Set([...defaults, ...(policy.spec.allowedCapabilities ?? [])]);
    const sets = defaults.length > 0 || drops.length > 0;
    return {
      ...(sets
        ? {
            default: (draft, place) => {
              const own = containerAt(draft.pod, place).securityContext?.capabilities;
              const filled = fill(own, defaults, drops);
              if (filled) setContainerContext(draft, place, 'capabilities', filled);
            },
          }
        : {}),
      validate: (container, place) => {
        const own = container.securityContext?.capabilities;
        if (!own) return sets ? [invalid(fieldAt(place), null, 'required capabilities are not set on the securityContext')] : undefined;
        if (anything) return undefined;
        const added = own.add?.filter((name) => !addable.has(name)) ?? [];
        const kept = drops.filter((name) => !own.drop?.includes(name));
        if (!added.length && !kept.length) return undefined;
        return [
          ...added.map((name) => invalid(child(fieldAt(place), 'add'), name, 'capability may not be added')),
          ...kept.map((name) =>
            invalid(child(fieldAt(place), 'drop'), go(listText(own.drop)), `${name} is required to be dropped but was not found`),
          ),
        ] satisfies Errors;
      },
    };
  },
};

const fieldAt = (place: Place): Path => child(placePath(place), 'securityContext', 'capabilities');

/** The container's capabilities with the policy's, sorted; undefined where the policy adds nothing to them. */
function fill(own: Capabilities | undefined, defaults: readonly string[], drops: readonly string[]): Capabilities | undefined {
  const added = defaults.filter((name) => !own?.add?.includes(name) && !own?.drop?.includes(name));
  const dropped = drops.filter((name) => !own?.drop?.includes(name));
  if (!added.length && !dropped.length) return undefined;
  const add = sorted(own?.add, added);
  const drop = sorted(own?.drop, dropped);
  return { ...(add.length ? { add } : {}), ...(drop.length ? { drop } : {}) };
}

const sorted = (own: readonly string[] | undefined, more: readonly string[]): string[] => [...new Set([...(own ?? []), ...more])].sort();

/** Go's %#v of []core.Capability. */
const listText = (names: string[] | undefined): string =>
  names ? `[]core.Capability{${names.map(quote).join(', ')}}` : '[]core.Capability(nil)';
