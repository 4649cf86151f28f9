import { configFolder } from '../folder.ts';
import { AzError, messages } from '../errors.ts';
import type { Setting, Settings } from '../settings.ts';
import type { Context } from '../types.ts';
import { command, flag, list, optional, unsupported } from './define.ts';

const texts = messages.config;
const LOCAL = flag('--local', 'localConfig', 'Work on the configuration of the working folder.', { unsupported: true });

/** `section.name` of an argument like `core.output=table`; @throws AzError with `usage` where it is not one */
function splitName(text: string, usage: string): [section: string, name: string] {
  const at = text.indexOf('.');
  if (at <= 0 || at === text.length - 1) throw new AzError(usage);
  return [text.slice(0, at), text.slice(at + 1)];
}

export const CONFIG_COMMANDS = [
  command('configure', 'Show the configuration, or set defaults of arguments.', {
    local: true,
    arguments: [
      list('--defaults -d', 'defaults', "Defaults as name=value, separated by blanks: group, location. '' as value unsets."),
      optional('--list-defaults -l', 'listDefaults', 'List the defaults.', { choices: ['true', 'false'], absent: 'true' }),
      ...unsupported('--scope=global|local'),
    ],
    run: configure,
  }),
  command('config get', 'Show the configuration, a section or one entry of it.', {
    local: true,
    experimental: 'config',
    arguments: [LOCAL],
    positional: { dest: 'key', metavar: '<KEY>', count: '?', help: 'A section, or section.name.' },
    run: async ({ values, settings }) => getConfig(settings, values.key),
  }),
  command('config set', 'Set entries of the configuration.', {
    local: true,
    experimental: 'config',
    arguments: [LOCAL],
    positional: { dest: 'pairs', metavar: '<KEY_VALUE>', count: '+', help: 'Entries as section.name=value, separated by blanks.' },
    async run({ values, settings }) {
      const entries = (values.pairs as string[]).map((pair) => {
        const [, key, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
        if (key === undefined) throw new AzError(texts.setUsage);
        return [...splitName(key, texts.setUsage), text!] as const;
      });
      for (const [section, name, text] of entries) settings.set(section, name, text);
      return undefined;
    },
  }),
  command('config unset', 'Unset entries of the configuration.', {
    local: true,
    experimental: 'config',
    arguments: [LOCAL],
    positional: { dest: 'keys', metavar: '<KEY>', count: '+', help: 'Entries as section.name, separated by blanks.' },
    async run({ values, settings }) {
      for (const key of values.keys as string[]) settings.unset(...splitName(key, 'usage error: [section].[name]'));
      return undefined;
    },
  }),
];

const plain = ({ name, value, source }: Setting) => ({ name, value, source });

function getConfig(settings: Settings, key: string | undefined) {
  if (key === undefined) return Object.fromEntries(settings.sections().map((section) => [section, settings.section(section).map(plain)]));
  if (!key.includes('.')) return settings.section(key).map(plain);
  const setting = settings.get(...splitName(key, texts.notSet(key)));
  if (!setting) throw new AzError(texts.notSet(key));
  return plain(setting);
}

async function configure({ values, settings, terminal, lab }: Context) {
  if (values.defaults) {
    const pairs = (values.defaults as string[]).map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) throw new AzError(texts.defaultsUsage);
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    });
    for (const [name, text] of pairs) settings.set('defaults', name, text);
    return undefined;
  }
  if (values.listDefaults === 'true')
    return settings
      .section('defaults')
      .filter(({ value }) => value !== '')
      .map(plain);
  terminal.stdout.write(welcome(settings, configFolder(lab), terminal.env));
  throw new AzError(terminal.stdin.isTTY ? messages.unsupported('az configure, interactively') : texts.interactive);
}

function welcome(settings: Settings, folder: string, env: Readonly<Record<string, string | undefined>>): string {
  const inFile = (section: string) => settings.section(section).filter((setting) => setting.source === settings.path);
  const variables = Object.keys(env)
    .filter((name) => name.startsWith('AZURE_') && env[name] !== undefined)
    .sort();
  const lines = [
    '',
    'Welcome to the Azure CLI! This command will guide you through logging in and setting some default values.',
    '',
    `Your settings can be found at ${folder}/config`,
    'Your current configuration is as follows:',
    '',
    ...settings.sections().flatMap((section) => [`[${section}]`, ...inFile(section).map(({ name, value }) => `${name} = ${value}`), '']),
    'Environment variables:',
    ...variables.map((name) => `${name} = ${env[name]}`),
  ];
  return `${lines.join('\n')}\n`;
}
