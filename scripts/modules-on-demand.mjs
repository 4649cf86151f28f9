import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * An esbuild plugin for the programs: every module of ours is evaluated when something of it is first used, not when it is imported. A process
 * that runs one command then makes no more functions than that command needs. (esbuild alone joins all modules in one scope, and V8 makes every
 * function of a scope.) Our modules may be late: they have no effects but their exports.
 */
export const modulesOnDemand = ({ define }) => ({
  name: 'modules on demand',
  setup({ onResolve, onLoad }) {
    // In a namespace of their own they are what they have become, whatever package.json says.
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path), namespace: 'on-demand' }));
    onLoad({ filter: /./, namespace: 'on-demand' }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, {
        loader: 'ts',
        format: 'cjs',
        target: 'node20',
        define,
        sourcefile: path,
        supported: { 'dynamic-import': true },
      });
      return { contents: onDemand(code, /^export let /m.test(source)), loader: 'js', resolveDir: dirname(path) };
    });
  },
});

/** An import of one of our modules, or of data. */
const IMPORT = /^var (import_\w+) = (?:__toESM\()?require\(("\.[^"]+\.(ts|json)")\)\)?;\n/gm;
const EXPORTS = /^__export\(\w+, \{\n([^]*?)\n\}\);\nmodule\.exports = __toCommonJS\(\w+\);\n/m;

/** What esbuild made of a module, with each import where it is used, and plain exports at the end. */
function onDemand(code, live) {
  const imports = new Map();
  let out = code.replace(IMPORT, (_, name, path, kind) => {
    imports.set(name, kind === 'ts' ? `(require(${path}))` : `({ default: require(${path}) })`);
    return '';
  });
  const exported = EXPORTS.exec(out)?.[1];
  out = out.replace(EXPORTS, '').replace(/\n\/\/ Annotate the CommonJS export names[^]*$/, '\n');
  if (exported) out += exportsOf(exported, live);
  if (!out.includes('__toESM(') && !out.includes('__reExport(')) out = out.replace(/^[^]*?^var \w+_exports = \{\};\n/m, '"use strict";\n');
  out = out.replace(/\bimport\(("\.[^"]+\.ts")\)/g, 'Promise.resolve().then(() => require($1))');
  return out.replace(/\bimport_\w+\b/g, (name) => imports.get(name) ?? name);
}

function exportsOf(list, live) {
  const entries = list.split(',\n').map((line) => /^\s*(\S+): \(\) => (.*)$/.exec(line).slice(1));
  const isPlain = (value) => !live && /^[\w$]+$/.test(value);
  return `${entries
    .filter(([, value]) => isPlain(value))
    .map(([name, value]) => `module.exports.${name} = ${value};\n`)
    .join('')}${entries
    .filter(([, value]) => !isPlain(value))
    .map(([name, value]) => `Object.defineProperty(module.exports, "${name}", { enumerable: true, get: () => ${value} });\n`)
    .join('')}`;
}
