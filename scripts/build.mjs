// Builds dist/: the programs, the library and its types, and the licences of what is bundled. `npm ci` runs it (prepare).
import { build } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modulesOnDemand } from './modules-on-demand.mjs';

const ROOT = resolve(import.meta.dirname, '..');
/** Built beside what is there and put in its place at the end: a build that fails, or runs while programs run, takes nothing away. */
const FINAL = join(ROOT, 'dist');
const DIST = join(ROOT, `.dist-${process.pid}`);
// The first `npx akslab` in a clone links it, and npm would have it built for that again.
if (process.env.npm_command === 'exec' && process.env.npm_lifecycle_event === 'prepare' && existsSync(join(FINAL, 'bin/akslab.cjs')))
  process.exit();
process.on('exit', () => rmSync(DIST, { recursive: true, force: true }));
const PROGRAMS = ['akslab', 'az', 'kubectl'];
/** What imports a CommonJS file gets its exports as the default: so they are made the default that the package has. */
const DEFAULT_FIRST = { js: 'if(module.exports.default)module.exports=Object.assign(module.exports.default,module.exports);' };
/** Packages that only some commands need: a file each, loaded when it is asked for. */
const HEAVY = ['yargs', 'ora', 'inquirer', '@inquirer/core', 'just-bash', 'yaml'];
/** A heavy package's file in dist/lib. */
const fileOf = (name) => `${name.replace(/^@/, '').replaceAll('/', '-')}.cjs`;
/** Our help has no emoji, whose expressions take string-width 20 ms to compile whenever yargs is loaded. */
const PLAIN_WIDTH = join(ROOT, 'scripts/plain-width.mjs');
/** A dynamic import of yaml as Node has it, in CommonJS, would give its default alone in the library. */
const AS_MODULES = join(ROOT, 'node_modules/yaml/browser/index.js');
/** Compressors in machine code that just-bash takes where they are installed. */
const OPTIONAL = ['@mongodb-js/zstd', 'node-liblzma'];

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  charset: 'ascii', // So that the loader may read it byte by byte.
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
  external: OPTIONAL,
  loader: { '.json': 'json', '.yaml': 'text', '.md': 'text', '.txt': 'text' },
};

const commonjs = {
  ...common,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__moduleUrl', 'import.meta.dirname': '__dirname' },
  // createRequire takes a path as well; only akslab needs a URL, which costs the loading of node:url.
  banner: { js: 'const __moduleUrl=__filename;' },
};
const URL_BANNER = { js: 'const __moduleUrl=require("node:url").pathToFileURL(__filename).href;' };

const heavyApart = {
  name: 'heavy packages apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${HEAVY.join('|')})$`) }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${fileOf(path)}`, external: true } : undefined,
    );
  },
};

rmSync(DIST, { recursive: true, force: true });
mkdirSync(join(DIST, 'lib'), { recursive: true });

const programs = PROGRAMS.filter((name) => existsSync(join(ROOT, `cli/${name}/index.ts`)));
const results = await Promise.all([
  ...programs.map((name) =>
    build({
      ...commonjs,
      plugins: [heavyApart, modulesOnDemand(commonjs)],
      alias: { 'node:module': join(ROOT, 'scripts/require.cjs') },
      entryPoints: [`cli/bin/${name}.ts`],
      outfile: join(DIST, `lib/${name}.js`),
      banner: asFunction(name),
      footer: { js: '})' },
    }),
  ),
  ...HEAVY.map((name) =>
    build({
      ...commonjs,
      entryPoints: [resolveEntry(name)],
      alias: name === 'yargs' ? { 'string-width': PLAIN_WIDTH } : {},
      outfile: join(DIST, 'lib', fileOf(name)),
      banner: URL_BANNER,
      footer: DEFAULT_FIRST,
    }),
  ),
  build({
    ...common,
    format: 'esm',
    packages: 'bundle',
    splitting: true,
    alias: { yaml: AS_MODULES },
    entryPoints: { index: 'index.ts', chai: 'lib/chai.ts' },
    outdir: DIST,
    chunkNames: 'lib/chunk-[hash]',
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
  }),
]);

for (const name of programs) {
  writeProgram(`bin/${name}.cjs`, name);
  writeProgram(`shims/${name}`, name);
  writeFileSync(join(DIST, `shims/${name}.cmd`), `@node "%~dp0${name}" %*\r\n`);
}
// Files without an ending are what their folder's package.json says.
writeFileSync(join(DIST, 'shims/package.json'), '{"type":"commonjs"}\n');
writeLicences(results);
writeTypes();
warmUp();
rmSync(FINAL, { recursive: true, force: true });
renameSync(DIST, FINAL);

/** The loader runs a program as a function, as Node runs its modules. */
function asFunction(name) {
  const { js } = name === 'akslab' ? URL_BANNER : commonjs.banner;
  return { js: `(function(exports,require,module,__filename,__dirname){${js}` };
}

/** The file that `import 'name'` loads. */
function resolveEntry(name) {
  return fileURLToPath(import.meta.resolve(name));
}

/** Makes the code caches by running what people run most, so that the first command that one types finds its code compiled. */
function warmUp() {
  const home = mkdtempSync(join(tmpdir(), 'akslab-build-'));
  const run = (...args) => spawnSync(process.execPath, args, { cwd: home, env: { ...process.env, AKSLAB_HOME: home, KUBECONFIG: '' } });
  const lines = {
    az: [
      'feature show --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview',
      'group show --name g',
      'aks show --resource-group g --name c',
    ],
    kubectl: ['get psp', 'get pods --all-namespaces', 'get pod web', 'describe pod web'],
    akslab: ['status'],
  };
  const cluster = [
    'group create --name g --location eastus',
    'aks create --resource-group g --name c --generate-ssh-keys',
    'aks get-credentials --resource-group g --name c',
  ];
  if (programs.includes('az')) for (const line of cluster) run(join(DIST, 'bin/az.cjs'), ...line.split(' '));
  if (programs.includes('kubectl')) run(join(DIST, 'bin/kubectl.cjs'), 'run', 'web', '--image=nginx');
  for (const name of programs)
    run(join(ROOT, 'scripts/warm.cjs'), join(DIST, `lib/${cacheName(name)}`), join(DIST, `lib/${name}.js`), ...lines[name]);
  rmSync(home, { recursive: true, force: true });
}

/** V8 knows a source by its length only, so the build is in the name. */
function cacheName(program, version = `${process.version}-${process.arch}`) {
  const source = readFileSync(join(DIST, `lib/${program}.js`));
  return `${program}.${createHash('sha256').update(source).digest('hex').slice(0, 12)}.${version}.cache`;
}

/** A program's loader: runs dist/lib/<name>.js with V8's code cache, and makes the cache where it is missing or another Node's. */
function writeProgram(path, name) {
  mkdirSync(dirname(join(DIST, path)), { recursive: true });
  const loader = readFileSync(join(ROOT, 'scripts/loader.cjs'), 'utf8')
    .replace('__CACHE__', cacheName(name, '${process.version}-${process.arch}'))
    .replaceAll('__PROGRAM__', name);
  writeFileSync(join(DIST, path), loader, { mode: 0o755 });
}

function writeLicences(built) {
  const folders = new Set(
    built
      .flatMap(({ metafile }) => Object.keys(metafile.inputs))
      .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
      .filter(Boolean),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(ROOT, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    return `${name} ${version} (${typeof license === 'string' ? license : (license?.type ?? 'see below')})\n\n${file ? readFileSync(join(ROOT, folder, file), 'utf8').trim() : 'No licence text in the package.'}\n`;
  });
  writeFileSync(join(DIST, 'THIRD_PARTY_LICENSES.txt'), `What akslab carries within it.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`);
}

function writeTypes() {
  const types = join(DIST, 'types');
  const options = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--outDir',
    types,
    '--rootDir',
    ROOT,
    '--allowImportingTsExtensions',
  ];
  try {
    execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'scripts/tsconfig.types.json'), ...options],
      { cwd: ROOT, stdio: 'pipe' },
    );
  } catch (error) {
    // A type error is `npm run typecheck`'s to tell; what could be written, is.
    if (!existsSync(types)) throw error;
  }
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/((?:from|import)\s*\(?\s*['"]\.[^'"]+)\.ts(['"])/g, '$1.js$2'));
  }
}
