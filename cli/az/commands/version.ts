import { CORE_VERSION, openExtensions } from '../extensions.ts';
import type { Log } from '../log.ts';
import type { Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { command } from './define.ts';

const TELEMETRY_VERSION = '1.0.8';

export const VERSION_COMMANDS = [
  command('version', 'Show the versions of the CLI and its extensions.', {
    arguments: [],
    async run({ terminal, lab }) {
      const extensions = Object.fromEntries(
        openExtensions(terminal, lab)
          .list()
          .map(({ name, version }) => [name, version]),
      );
      return { extensions, 'azure-cli': CORE_VERSION, 'azure-cli-core': CORE_VERSION, 'azure-cli-telemetry': TELEMETRY_VERSION };
    },
  }),
];

/** `az --version`: the text form, as az 2.45.0 of Debian's package prints it where it has no network. */
export function printVersion(terminal: Terminal, lab: Lab, log: Log): number {
  const extensions = openExtensions(terminal, lab);
  const line = (name: string, version: string) => name.padEnd(20) + version.padStart(20);
  const lines = [
    line('azure-cli', CORE_VERSION),
    '',
    line('core', CORE_VERSION),
    line('telemetry', TELEMETRY_VERSION),
    '',
    ...(extensions.list().length ? ['Extensions:', ...extensions.list().map(({ name, version }) => line(name, version)), ''] : []),
    'Dependencies:',
    line('msal', '1.21.0'),
    line('azure-mgmt-resource', '22.0.0'),
    '',
    "Python location '/usr/bin/python3'",
    `Extensions directory '${extensions.folder}'`,
    '',
    'Python (Linux) 3.11.2 (main, Apr 28 2025, 14:11:48) [GCC 12.2.0]',
    '',
    'Legal docs and information: aka.ms/AzureCliLegal',
    '',
    '',
  ];
  terminal.stdout.write(`${lines.join('\n')}\n`);
  log.warning('Unable to check if your CLI is up-to-date. Check your internet connection.');
  return 0;
}
