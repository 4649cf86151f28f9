/**
 * JSON patches (RFC 6902) as evanphx/json-patch 4.9 applies them, its leniences included: `replace` and `copy` do not ask whether a key of
 * an object exists, indices may be negative, `test` against null passes where nothing is.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonMap = { [key: string]: Json };

export interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: Json;
}

/** A patch that does not apply. The text is evanphx's. */
export class JsonPatchError extends Error {}

/** Reads a patch. @throws JsonPatchError with Go's text where it is no list of operations */
export function readJsonPatch(patch: Json): Operation[] {
  if (!Array.isArray(patch)) throw new JsonPatchError(`json: cannot unmarshal ${goKind(patch)} into Go value of type jsonpatch.Patch`);
  return patch.map((operation) => {
    if (typeof operation !== 'object' || operation === null || Array.isArray(operation))
      throw new JsonPatchError(`json: cannot unmarshal ${goKind(operation)} into Go value of type jsonpatch.Operation`);
    return operation as unknown as Operation;
  });
}

/** The document with all operations applied in turn; it is not changed. @throws JsonPatchError */
export function applyJsonPatch(document: Json, patch: readonly Operation[]): Json {
  const root = copy(document);
  for (const operation of patch) {
    const apply = Object.hasOwn(OPERATIONS, operation.op) ? OPERATIONS[operation.op] : undefined;
    if (!apply) throw new JsonPatchError(`Unexpected kind: ${operation.op}`);
    checkPaths(operation);
    apply(root, operation);
  }
  return root;
}

/** Paths are texts; `from` may be left out where it is not used. */
function checkPaths({ path, from }: Operation): void {
  if (path === undefined || path === null) fail('operation missing path field', MISSING);
  for (const given of [path, from ?? '']) {
    if (typeof given !== 'string') throw new JsonPatchError(`json: cannot unmarshal ${goKind(given)} into Go value of type string`);
  }
}

const OPERATIONS: Record<string, (root: Json, operation: Operation) => void> = {
  add(root, { path, value }) {
    const at = find(root, path) ?? fail('add operation does not apply', `doc is missing path: "${path}"`, MISSING);
    addTo(at, copy(value ?? null), path);
  },
  remove(root, { path }) {
    const at = find(root, path) ?? fail('remove operation does not apply', `doc is missing path: "${path}"`, MISSING);
    removeFrom(at, path);
  },
  replace(root, { path, value }) {
    const at = find(root, path) ?? fail('replace operation does not apply', `doc is missing path: ${path}`, MISSING);
    if (Array.isArray(at.container))
      at.container[indexIn(at.container, at.key, () => fail('replace operation does not apply', `doc is missing key: ${path}`, MISSING))] =
        copy(value ?? null);
    else at.container[at.key] = copy(value ?? null);
  },
  move(root, { path, from }) {
    const source = find(root, from ?? '') ?? fail('move operation does not apply', `doc is missing from path: ${from}`, MISSING);
    const value = read(source);
    removeFrom(source, from ?? '');
    addTo(
      find(root, path) ?? fail('move operation does not apply', `doc is missing destination path: ${path}`, MISSING),
      value ?? null,
      path,
    );
  },
  copy(root, { path, from }) {
    const source = find(root, from ?? '') ?? fail('copy operation does not apply', `doc is missing from path: ${from}`, MISSING);
    const value = read(source);
    addTo(
      find(root, path) ?? fail('copy operation does not apply', `doc is missing destination path: ${path}`, MISSING),
      copy(value ?? null),
      path,
    );
  },
  test(root, { path, value = null }) {
    const at = find(root, path) ?? fail('test operation does not apply', `is missing path: ${path}`, MISSING);
    if (!same(read(at) ?? null, value)) fail(`testing value ${path} failed`, 'test failed');
  },
};

const MISSING = 'missing value';

function fail(...parts: string[]): never {
  throw new JsonPatchError(parts.join(': '));
}

interface Place {
  container: JsonMap | Json[];
  key: string;
}

/** The container that the path's last part is a key of. */
function find(root: Json, path: string): Place | undefined {
  const parts = path.split('/');
  if (parts.length < 2) return undefined;
  const keys = parts.slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = keys.pop()!;
  let container: Json | undefined = root;
  for (const step of keys) {
    if (typeof container !== 'object' || container === null) return undefined;
    container = Array.isArray(container)
      ? container[position(container, step) ?? -1]
      : Object.hasOwn(container, step)
        ? container[step]
        : undefined;
  }
  return typeof container === 'object' && container !== null ? { container, key } : undefined;
}

/** An index that is in the list; negative ones count from its end. */
function position(list: Json[], key: string): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const index = Number(key);
  const from = index < 0 ? index + list.length : index;
  return from >= 0 && from < list.length ? from : undefined;
}

function indexIn(list: Json[], key: string, otherwise: () => never): number {
  return position(list, key) ?? otherwise();
}

function read({ container, key }: Place): Json | undefined {
  if (!Array.isArray(container)) return Object.hasOwn(container, key) ? container[key] : undefined;
  return container[indexIn(container, key, () => fail(`Unable to access invalid index: ${key}`, 'invalid index referenced'))];
}

function addTo({ container, key }: Place, value: Json, path: string): void {
  if (!Array.isArray(container)) {
    container[key] = value;
    return;
  }
  if (key === '-') {
    container.push(value);
    return;
  }
  if (!/^[+-]?\d+$/.test(key))
    fail(
      `error in add for path: '${path}'`,
      `value was not a proper array index: '${key}'`,
      `strconv.Atoi: parsing "${key}"`,
      'invalid syntax',
    );
  const index = Number(key);
  const size = container.length + 1;
  if (index >= size || index < -size)
    fail(`error in add for path: '${path}'`, `Unable to access invalid index: ${index}`, 'invalid index referenced');
  container.splice(index < 0 ? index + size : index, 0, value);
}

function removeFrom({ container, key }: Place, path: string): void {
  if (Array.isArray(container)) {
    container.splice(
      indexIn(container, key, () =>
        fail(`error in remove for path: '${path}'`, `Unable to access invalid index: ${key}`, 'invalid index referenced'),
      ),
      1,
    );
    return;
  }
  if (!Object.hasOwn(container, key)) fail(`error in remove for path: '${path}'`, `Unable to remove nonexistent key: ${key}`, MISSING);
  delete container[key];
}

function goKind(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function copy(value: Json): Json {
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}

function same(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]!));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key]!, b[key]!));
}
