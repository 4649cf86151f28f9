/**
 * Empty lists and maps that a body had in fields which Go leaves out when empty. Go still tells them from absent ones while it handles
 * the request, and shows the difference in messages (`map[string]string{}`, `map[string]string(nil)`), so the decoder notes them, out of
 * sight of everything that reads or copies objects.
 */
const SENT_EMPTY = Symbol('fields that were sent empty');
type Marked = { [SENT_EMPTY]?: Set<string> };

export function markEmpty(owner: object, field: string): void {
  const marked = owner as Marked;
  if (!marked[SENT_EMPTY]) Object.defineProperty(owner, SENT_EMPTY, { value: new Set<string>(), enumerable: false });
  marked[SENT_EMPTY]!.add(field);
}

/** Whether an absent list or map was sent empty. */
export function sentEmpty(owner: object | undefined | null, field: string): boolean {
  return (owner as Marked | undefined)?.[SENT_EMPTY]?.has(field) ?? false;
}
