/** Secrets of the three kinds. */
import type { CommandContext } from '../../frame/types.ts';
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';
import { nameWithHash } from '../../hash.ts';
import { SOURCE_FLAGS, sourcesOf } from './files.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const HASH_FLAG = SOURCE_FLAGS.find((f) => f.name === 'append-hash')!;

export const generic: Generator = {
  name: 'generic',
  use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]',
  summary: 'Create a secret from files or literals',
  flags: [...SOURCE_FLAGS, { name: 'type', type: 'string', usage: 'Type of the secret.' }],
  namespaced: true,
  answersMap: true,
  make(name, flags, context) {
    const data = Object.fromEntries(Object.entries(sourcesOf(flags, context, '')).map(([k, v]) => [k, base64(v)]));
    const type = flags.string('type');
    const object = {
      apiVersion: 'v1',
      ...(Object.keys(data).length ? { data } : {}),
      kind: 'Secret',
      metadata: meta(name),
      ...(type ? { type } : {}),
    };
    return flags.bool('append-hash') ? nameWithHash(object) : object;
  },
};

export const tls: Generator = {
  name: 'tls',
  use: 'NAME --cert=path/to/cert/file --key=path/to/key/file',
  summary: 'Create a secret of a certificate and its key',
  flags: [
    { name: 'cert', type: 'string', usage: 'File of the certificate, PEM.' },
    { name: 'key', type: 'string', usage: 'File of its private key.' },
    HASH_FLAG,
  ],
  namespaced: true,
  answersMap: true,
  make(name, flags, context) {
    const [cert, key] = [flags.string('cert'), flags.string('key')];
    if (!key || !cert) throw new CliError('key and cert must be specified');
    return {
      apiVersion: 'v1',
      data: { 'tls.crt': base64(read(context, cert)), 'tls.key': base64(read(context, key)) },
      kind: 'Secret',
      metadata: meta(name),
      type: 'kubernetes.io/tls',
    };
  },
};

function read(context: CommandContext, path: string): string {
  try {
    return context.terminal.files.read(path);
  } catch {
    throw new CliError(`open ${path}: no such file or directory`);
  }
}

export const dockerRegistry: Generator = {
  name: 'docker-registry',
  use: 'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string]',
  summary: 'Create a secret for a registry of images',
  flags: [
    { name: 'docker-username', type: 'string', usage: 'User at the registry.' },
    { name: 'docker-password', type: 'string', usage: 'Password at the registry.' },
    { name: 'docker-email', type: 'string', usage: 'Address of that user.' },
    { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/', usage: 'Address of the registry.' },
    { name: 'from-file', type: 'array', usage: 'A docker configuration file.' },
    HASH_FLAG,
  ],
  namespaced: true,
  answersMap: true,
  make(name, flags, context) {
    const [username, password, email, server] = ['docker-username', 'docker-password', 'docker-email', 'docker-server'].map((f) =>
      flags.string(f),
    );
    if (!flags.list('from-file').length && (!username || !password || !server))
      throw new CliError('either --from-file or the combination of --docker-username, --docker-password and --docker-server is required');
    const config = flags.list('from-file').length
      ? read(context, flags.list('from-file')[0]!.replace(/^\.dockerconfigjson=/, ''))
      : JSON.stringify({
          auths: { [server!]: { username, password, ...(email ? { email } : {}), auth: base64(`${username}:${password}`) } },
        });
    return {
      apiVersion: 'v1',
      data: { '.dockerconfigjson': base64(config) },
      kind: 'Secret',
      metadata: meta(name),
      type: 'kubernetes.io/dockerconfigjson',
    };
  },
};
