/**
 * The store is kept in parts, split by cluster and resource, so that a command reads only what it needs.
 * A part's name is the beginning of its keys: `/clusters/<id>/registry/pods`, `/clusters/<id>/timers`, `/azure/<what>`, `/akslab/<what>`.
 */
export function partOf(key: string): string {
  const depth = !key.startsWith('/clusters/') ? 2 : key.startsWith('/registry/', key.indexOf('/', 10)) ? 4 : 3;
  let end = 0;
  for (let i = 0; i < depth; i++) {
    end = key.indexOf('/', end + 1);
    if (end < 0) return key;
  }
  return key.slice(0, end);
}

/** Whether a part may hold keys that start with `prefix`. */
export function partHolds(part: string, prefix: string): boolean {
  return `${part}/`.startsWith(prefix) || prefix.startsWith(`${part}/`);
}
