import { OWNER_ONLY, type Files } from './terminal.ts';

/** Files that exist only in memory, with Node's error codes. Folders exist by what is in them, or by being made. What is there at first is its owner's alone, but for `modes`. */
export function memoryFiles(cwd: string, initial: Record<string, string> = {}, modes: Record<string, number> = {}): Files {
  const files = new Map<string, string>();
  const folders = new Set<string>(['/']);
  const permissions = new Map<string, number>();
  const at = (path: string) => normalise(path.startsWith('/') ? path : `${cwd}/${path}`);

  const isFolder = (path: string) => folders.has(path) || [...files.keys()].some((file) => file.startsWith(`${path}/`));
  function place(path: string, text: string, call: string) {
    if (isFolder(path)) throw failure('EISDIR', 'illegal operation on a directory', call, path);
    if (!isFolder(parent(path))) throw failure('ENOENT', 'no such file or directory', call, path);
    files.set(path, text);
  }
  function read(path: string) {
    if (isFolder(path)) throw failure('EISDIR', 'illegal operation on a directory', 'read');
    const text = files.get(path);
    if (text === undefined) throw failure('ENOENT', 'no such file or directory', 'open', path);
    return text;
  }
  function makeFolder(path: string) {
    for (let folder = path; folder !== '/'; folder = parent(folder)) folders.add(folder);
  }

  makeFolder(normalise(cwd));
  for (const [path, text] of Object.entries(initial)) {
    files.set(at(path), text);
    permissions.set(at(path), modes[path] ?? OWNER_ONLY.file);
  }
  return {
    read: (path) => read(at(path)),
    write(path, text, mode = 0o644) {
      const isNew = !files.has(at(path));
      place(at(path), text, 'open');
      if (isNew) permissions.set(at(path), mode);
    },
    append: (path, text) => place(at(path), (files.get(at(path)) ?? '') + text, 'open'),
    list(path) {
      const folder = at(path);
      if (files.has(folder)) throw failure('ENOTDIR', 'not a directory', 'scandir', folder);
      if (!isFolder(folder)) throw failure('ENOENT', 'no such file or directory', 'scandir', folder);
      const start = folder === '/' ? '/' : `${folder}/`;
      const inside = [...files.keys(), ...folders].filter((name) => name.startsWith(start) && name !== start);
      return [...new Set(inside.map((name) => name.slice(start.length).split('/')[0]!))].sort();
    },
    stat(path) {
      const text = files.get(at(path));
      if (text !== undefined)
        return { kind: 'file', size: new TextEncoder().encode(text).length, mode: permissions.get(at(path)) ?? 0o644 };
      return isFolder(at(path)) ? { kind: 'folder', size: 0 } : undefined;
    },
    makeFolder: (path) => makeFolder(at(path)),
    remove(path) {
      const target = at(path);
      if (!files.has(target) && !isFolder(target)) throw failure('ENOENT', 'no such file or directory', 'rm', target);
      for (const name of [...files.keys()]) if (name === target || name.startsWith(`${target}/`)) files.delete(name);
      for (const name of [...folders]) if (name === target || name.startsWith(`${target}/`)) folders.delete(name);
    },
  };
}

const parent = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';

function normalise(path: string): string {
  const out: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') out.pop();
    else if (segment !== '' && segment !== '.') out.push(segment);
  }
  return `/${out.join('/')}`;
}

function failure(code: string, text: string, call: string, path?: string): Error {
  return Object.assign(new Error(`${code}: ${text}, ${call}${path === undefined ? '' : ` '${path}'`}`), { code, syscall: call, path });
}
