import { emitYaml } from '../../../formats/goyaml/index.ts';
import { CliError, UsageError } from '../frame/errors.ts';
import type { Command } from '../frame/types.ts';

/** After version.Info, in its own order. */
interface VersionInfo {
  major: string;
  minor: string;
  gitVersion: string;
  gitCommit: string;
  gitTreeState: string;
  buildDate: string;
  goVersion: string;
  compiler: string;
  platform: string;
}

/** What the kubectl of the recordings says of itself. */
const CLIENT: VersionInfo = {
  major: '1',
  minor: '20',
  gitVersion: 'v1.20.2',
  gitCommit: 'faecb196815e248d3ecfb03c680a4507229c2a56',
  gitTreeState: 'clean',
  buildDate: '2021-01-13T13:28:09Z',
  goVersion: 'go1.15.5',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export default {
  usage: '[options]',
  about: 'Shows the versions of this kubectl, always 1.20.2, and of the server.',
  examples: [['Both, in short', 'kubectl version --short']],
  flags: [
    { name: 'client', type: 'bool', usage: 'Only that of this kubectl; no server is needed.' },
    { name: 'output', short: 'o', type: 'string', usage: 'json or yaml.' },
    { name: 'short', type: 'bool', usage: 'Only the version numbers.' },
  ],
  async run({ flags, args, client, out }) {
    if (args.length) throw new UsageError(`extra arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    if (output && output !== 'json' && output !== 'yaml') throw new CliError("--output must be 'yaml' or 'json'");
    let server: VersionInfo | undefined;
    let failure: unknown;
    if (!flags.bool('client')) {
      try {
        server = inOrder((await client().object('GET', '/version')) as unknown as VersionInfo);
      } catch (error) {
        failure = error;
      }
    }
    const versions = { clientVersion: CLIENT, ...(server ? { serverVersion: server } : {}) };
    if (output === 'json') out(`${JSON.stringify(versions, null, 2)}\n`);
    else if (output === 'yaml') out(emitYaml(versions as any));
    else out(line('Client', CLIENT, flags.bool('short')) + (server ? line('Server', server, flags.bool('short')) : ''));
    if (failure) throw failure;
  },
} satisfies Command;

const inOrder = (info: VersionInfo): VersionInfo =>
  Object.fromEntries(Object.keys(CLIENT).map((key) => [key, info[key as keyof VersionInfo] ?? ''])) as unknown as VersionInfo;

function line(whose: string, info: VersionInfo, short: boolean): string {
  if (short) return `${whose} Version: ${info.gitVersion}\n`;
  const fields = Object.entries(info).map(([key, value]) => `${key[0]!.toUpperCase()}${key.slice(1)}:${JSON.stringify(value)}`);
  return `${whose} Version: version.Info{${fields.join(', ')}}\n`;
}
