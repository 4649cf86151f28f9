import { AzError, messages } from '../errors.ts';
import {
  EXTENSION_INDEX,
  compareReleases,
  indexEntry,
  isCompatible,
  newestCompatible,
  openExtensions,
  CORE_VERSION,
  type Extensions,
  type Installed,
} from '../extensions.ts';
import type { Context, Row } from '../types.ts';
import { YES, command, flag, required, unsupported, value } from './define.ts';

const texts = messages.extension;
const NAME = required('--name -n', 'name', 'Name of the extension.');
const PIP = unsupported('--pip-extra-index-urls=+ --pip-proxy=');

/** `true`, `false`, or the text that says that a newer one can be had. */
function installedState(name: string, installed: Installed | undefined, version: string): boolean | string {
  if (!installed || installed.version !== version) return false;
  return compareReleases(installed.version, newestCompatible(indexEntry(name)).version) < 0 ? 'True (upgrade available)' : true;
}

function requireInstalled(extensions: Extensions, name: string): Installed {
  const installed = extensions.find(name);
  if (!installed) throw new AzError(texts.notInstalled(name));
  return installed;
}

/** The version to install: the one asked for, or the newest that this az can load. */
function chooseVersion(name: string, asked: string | undefined): string {
  const entry = indexEntry(name);
  if (asked === undefined || asked === 'latest') return newestCompatible(entry).version;
  const release = entry.releases.find((one) => one.version === asked);
  if (!release) throw new AzError(texts.unknownVersion(name, asked));
  if (!isCompatible(release)) throw new AzError(texts.incompatible(name, asked, CORE_VERSION, release.minCliCoreVersion));
  return release.version;
}

async function add({ values, terminal, lab, log }: Context) {
  if (values.source) throw new AzError(messages.unsupported('az extension add --source'));
  if (!values.name) throw new AzError(texts.usage);
  const { name, version } = values as { name: string; version?: string };
  const extensions = openExtensions(terminal, lab);
  const installed = extensions.find(name);
  if (installed) {
    log.warning(texts.already(name, installed.version));
    if (!values.upgrade) return undefined;
    const chosen = chooseVersion(name, version);
    if (version) log.warning(texts.overridden(version));
    else if (compareReleases(chosen, installed.version) <= 0) {
      log.warning(texts.latest(name));
      return undefined;
    }
    extensions.install(name, chosen);
    return undefined;
  }
  extensions.install(name, chooseVersion(name, version));
  if (indexEntry(name).preview) log.warning(texts.preview(name));
  return undefined;
}

async function update({ values, terminal, lab, log }: Context) {
  const extensions = openExtensions(terminal, lab);
  const { name, version: current } = requireInstalled(extensions, values.name);
  const newer = indexEntry(name).releases.filter((release) => compareReleases(release.version, current) > 0);
  const best = newer.findLast(isCompatible);
  const newest = newer.at(-1);
  if (best) extensions.install(name, best.version);
  else if (newest) log.warning(texts.incompatible(name, newest.version, CORE_VERSION, newest.minCliCoreVersion));
  else log.warning(texts.latestUpdate(name));
  return undefined;
}

export const EXTENSION_COMMANDS = [
  command('extension add', 'Add an extension.', {
    local: true,
    arguments: [
      value('--source -s', 'source', 'Path or URL of a wheel. Not simulated.'),
      value('--name -n', 'name', 'Name of the extension.'),
      YES,
      ...PIP,
      ...unsupported('--system'),
      value('--version', 'version', 'The version to add.', { defaultText: 'latest' }),
      flag('--upgrade', 'upgrade', 'Update it where it is there already.'),
    ],
    examples: [{ title: 'Add the extension that knows pod security policies', command: 'az extension add --name aks-preview' }],
    run: add,
  }),
  command('extension update', 'Update an extension to its latest version.', {
    local: true,
    arguments: [NAME, ...PIP],
    run: update,
  }),
  command('extension remove', 'Remove an extension.', {
    local: true,
    arguments: [NAME],
    async run({ values, terminal, lab }) {
      const extensions = openExtensions(terminal, lab);
      extensions.remove(requireInstalled(extensions, values.name).name);
      return undefined;
    },
  }),
  command('extension list', 'List installed extensions.', {
    local: true,
    arguments: [],
    run: async ({ terminal, lab }) =>
      openExtensions(terminal, lab)
        .list()
        .map(({ name, path, version }) => {
          const { experimental, preview } = indexEntry(name);
          return { name, version, extensionType: 'whl', preview, experimental, path };
        }),
  }),
  command('extension show', 'Show an installed extension.', {
    local: true,
    arguments: [NAME],
    async run({ values, terminal, lab }) {
      const { name, version, path } = requireInstalled(openExtensions(terminal, lab), values.name);
      return { name, version, extensionType: 'whl', metadata: metadata(name, version, path), path };
    },
  }),
  command('extension list-available', 'List the extensions that can be added.', {
    local: true,
    arguments: [flag('--show-details -d', 'details', 'Show everything the index says.', { unsupported: true })],
    table: (extensions: any[]): Row[] =>
      extensions.map((one) => ({
        Name: one.name,
        Version: one.version,
        Summary: one.summary,
        Preview: one.preview,
        Experimental: one.experimental,
        Installed: one.installed,
      })),
    async run({ terminal, lab }) {
      const extensions = openExtensions(terminal, lab);
      return EXTENSION_INDEX.map((entry) => {
        const { name, summary, preview, experimental } = entry;
        const installed = extensions.find(name);
        return {
          name,
          version: newestCompatible(entry).version,
          summary,
          preview,
          experimental,
          installed: installedState(name, installed, installed?.version ?? ''),
        };
      });
    },
  }),
  command('extension list-versions', 'List the versions of an extension.', {
    local: true,
    arguments: [NAME],
    async run({ values, terminal, lab }) {
      const entry = EXTENSION_INDEX.find((one) => one.name === values.name);
      if (!entry) throw new AzError(texts.notFound(values.name));
      const { name, preview, experimental } = entry;
      const installed = openExtensions(terminal, lab).find(name);
      const newest = newestCompatible(entry).version;
      return entry.releases.map((release) => ({
        name,
        version: release.version === newest ? `${newest} (max compatible version)` : release.version,
        preview,
        experimental,
        installed: installedState(name, installed, release.version),
        compatible: isCompatible(release),
      }));
    },
  }),
];

function metadata(name: string, version: string, path: string) {
  const { summary, preview, releases } = indexEntry(name);
  return {
    author: 'Microsoft Corporation',
    author_email: 'azpycli@microsoft.com',
    'azext.isPreview': preview,
    'azext.minCliCoreVersion': releases.find((release) => release.version === version)?.minCliCoreVersion ?? null,
    classifiers: ['Development Status :: 4 - Beta'],
    description: `Microsoft Azure CLI '${name}' Extension\n`,
    filename: `${path}/${name.replaceAll('-', '_')}-${version}.dist-info`,
    home_page: `https://github.com/Azure/azure-cli-extensions/tree/main/src/${name}`,
    license: 'MIT',
    metadata_version: '2.0',
    name,
    platforms: ['UNKNOWN'],
    summary,
    version,
  };
}
