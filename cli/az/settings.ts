import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { configFolder, readIfThere, writeInto } from './folder.ts';

/** az's configuration: the ini file, and variables `AZURE_<SECTION>_<NAME>` which stand above it. */
export interface Settings {
  /** Path of the file. */
  path: string;
  get(section: string, name: string): Setting | undefined;
  /** Whether it is set to what Python's configparser takes for true. */
  isOn(section: string, name: string): boolean;
  /** All settings of a section, those of the environment first. */
  section(name: string): Setting[];
  sections(): string[];
  set(section: string, name: string, value: string): void;
  unset(section: string, name: string): void;
}

export interface Setting {
  name: string;
  /** The file's path or the variable's name. */
  source: string;
  value: string;
}

type Ini = Map<string, Map<string, string>>;

const INITIAL = '[cloud]\nname = AzureCloud\n\n[core]\nfirst_run = yes\n';

export function openSettings(terminal: Terminal, lab: Lab): Settings {
  const folder = configFolder(lab);
  const path = `${folder}/config`;
  const ini = parseIni(readIfThere(terminal.files, path) ?? INITIAL);
  const variable = (section: string, name: string) => `AZURE_${section.toUpperCase()}_${name.toUpperCase().replaceAll('-', '_')}`;

  const fromEnvironment = (section: string): Setting[] => {
    const prefix = `AZURE_${section.toUpperCase()}_`;
    return Object.entries(terminal.env).flatMap(([key, value]) =>
      key.startsWith(prefix) && value !== undefined ? [{ name: key.slice(prefix.length).toLowerCase(), source: key, value }] : [],
    );
  };
  const get = (section: string, name: string): Setting | undefined => {
    const variableName = variable(section, name);
    const overriding = terminal.env[variableName];
    if (overriding !== undefined) return { name, source: variableName, value: overriding };
    const value = ini.get(section)?.get(name);
    return value === undefined ? undefined : { name, source: path, value };
  };
  const save = () => writeInto(terminal.files, folder, 'config', printIni(ini));

  return {
    path,
    get,
    isOn: (section, name) => /^(?:1|yes|true|on)$/i.test(get(section, name)?.value ?? ''),
    section(section) {
      const names = new Set([...fromEnvironment(section).map((setting) => setting.name), ...(ini.get(section)?.keys() ?? [])]);
      return [...names].map((name) => get(section, name)!);
    },
    sections: () => [...ini.keys()],
    set(section, name, value) {
      if (!ini.has(section)) ini.set(section, new Map());
      ini.get(section)!.set(name, value);
      save();
    },
    unset(section, name) {
      if (ini.get(section)?.delete(name)) save();
    },
  };
}

/** Reads Python's ini: sections, `name = value` or `name: value`, comments; names without regard to case. */
function parseIni(text: string): Ini {
  const ini: Ini = new Map();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = ini.get(heading) ?? new Map();
      ini.set(heading, section);
      continue;
    }
    const [, name, value] = /^([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) section.set(name.toLowerCase(), value!);
  }
  return ini;
}

const printIni = (ini: Ini): string =>
  [...ini].map(([section, entries]) => `[${section}]\n${[...entries].map(([name, value]) => `${name} = ${value}\n`).join('')}`).join('\n');
