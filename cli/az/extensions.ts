import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { AzError, messages } from './errors.ts';
import { configFolder, readIfThere, writeInto } from './folder.ts';

/** The index of extensions that az downloads: here one extension, in four versions. */
interface Release {
  version: string;
  minCliCoreVersion: string;
}
interface IndexEntry {
  name: string;
  summary: string;
  preview: boolean;
  experimental: boolean;
  /** Oldest first. */
  releases: readonly Release[];
}

export const CORE_VERSION = '2.45.0';
export const AKS_PREVIEW = 'aks-preview';

export const EXTENSION_INDEX: readonly IndexEntry[] = [
  {
    name: AKS_PREVIEW,
    summary: 'Provides a preview for upcoming AKS features',
    preview: true,
    experimental: false,
    releases: [
      { version: '0.5.138', minCliCoreVersion: '2.44.0' },
      { version: '0.5.151', minCliCoreVersion: '2.44.0' },
      { version: '0.5.152', minCliCoreVersion: '2.49.0' },
      { version: '18.0.0b3', minCliCoreVersion: '2.61.0' },
    ],
  },
];

export interface Installed {
  name: string;
  version: string;
  path: string;
}

export interface Extensions {
  folder: string;
  list(): Installed[];
  find(name: string): Installed | undefined;
  install(name: string, version: string): void;
  remove(name: string): void;
}

const METADATA = 'metadata.json';

export function openExtensions(terminal: Terminal, lab: Lab): Extensions {
  const folder = `${configFolder(lab)}/cliextensions`;
  const { files } = terminal;
  const find = (name: string): Installed | undefined => {
    if (!EXTENSION_INDEX.some((entry) => entry.name === name)) return undefined;
    const path = `${folder}/${name}`;
    const text = readIfThere(files, `${path}/${METADATA}`);
    return text === undefined ? undefined : { name, version: versionIn(text, path), path };
  };
  return {
    folder,
    find,
    list: () => EXTENSION_INDEX.flatMap(({ name }) => find(name) ?? []),
    install: (name, version) => writeInto(files, `${folder}/${name}`, METADATA, `${JSON.stringify({ name, version }, null, 2)}\n`),
    remove: (name) => files.remove(`${folder}/${name}`),
  };
}

function versionIn(text: string, path: string): string {
  try {
    return String(JSON.parse(text).version);
  } catch {
    throw new AzError(`Unable to load extension in ${path}: ${METADATA} is not JSON. Delete that folder and add the extension again.`);
  }
}

export function indexEntry(name: string): IndexEntry {
  const entry = EXTENSION_INDEX.find((one) => one.name === name);
  if (!entry) throw new AzError(messages.extension.unknown(name));
  return entry;
}

/** The newest release that this az can load. */
export const newestCompatible = (entry: IndexEntry): Release => entry.releases.findLast(isCompatible)!;
export const isCompatible = (release: Release): boolean => compareReleases(release.minCliCoreVersion, CORE_VERSION) <= 0;

/** Compares the numbers of versions; a beta is older than the release without it. */
export function compareReleases(a: string, b: string): number {
  const parts = (version: string) => [...(/^[\d.]+/.exec(version)?.[0] ?? '').split('.').map(Number), /[a-z]/.test(version) ? 0 : 1];
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
