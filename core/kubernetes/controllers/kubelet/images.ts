/**
 * What is known of images: whom they run as, and what their program does. Images of `akslab.example` are the project's own and fail in a
 * named way; all others run on, whatever their program would really do, unless a command says otherwise.
 */
export interface Image {
  /** The USER that it was built with; root unless given. */
  user?: { uid: number } | { name: string };
  /** What happens when it is pulled: it is not there, or may not be read. */
  pull?: 'missing' | 'denied';
  /** What its own program does, where it does not run on. */
  program?: { exitCode: number; reason?: string; log?: string };
  /** It runs, but never says that it is ready. */
  neverReady?: boolean;
}

/** By name, without registry host for those of docker.io. */
const KNOWN: readonly [RegExp, Image][] = [
  [/^nginxinc\/nginx-unprivileged$/, { user: { uid: 101 } }],
  [/^bitnami\//, { user: { uid: 1001 } }],
  [/^(k8s\.gcr\.io|mcr\.microsoft\.com\/oss\/kubernetes)\/pause$/, { user: { uid: 65535 } }],
  [/^grafana\/grafana$/, { user: { uid: 472 } }],
  [/^jenkins\/jenkins$/, { user: { name: 'jenkins' } }],
  [/^prom\//, { user: { name: 'nobody' } }],
];

/** `akslab.example/<name>`. */
export const OWN_IMAGES: Record<string, Image> = {
  crash: { program: { exitCode: 1, log: 'akslab.example/crash: fatal: this image always fails\n' } },
  'crash-oom': { program: { exitCode: 137, reason: 'OOMKilled', log: 'akslab.example/crash-oom: allocating memory\n' } },
  done: { program: { exitCode: 0, log: 'akslab.example/done: nothing left to do\n' } },
  'not-found': { pull: 'missing' },
  denied: { pull: 'denied' },
  'not-ready': { neverReady: true },
  'user-1000': { user: { uid: 1000 } },
  'user-app': { user: { name: 'app' } },
};

const OWN_HOST = 'akslab.example/';

/** Without tag and digest. */
export function repositoryOf(image: string): string {
  const name = image.split('@')[0]!;
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** With the tag that is meant where none is given. */
export const taggedName = (image: string): string => (repositoryOf(image) === image ? `${image}:latest` : image);

/** With the registry and the folder that are meant. */
export function fullName(image: string): string {
  const tagged = taggedName(image);
  const [host, ...rest] = tagged.split('/') as [string, ...string[]];
  if (rest.length && (host.includes('.') || host.includes(':') || host === 'localhost')) return tagged;
  return `docker.io/${rest.length ? tagged : `library/${tagged}`}`;
}

export function imageOf(name: string): Image {
  const repository = repositoryOf(name).replace(/^docker\.io\/(library\/)?/, '');
  // A name of ours that says nothing is not there, as with any registry.
  if (repository.startsWith(OWN_HOST)) return OWN_IMAGES[repository.slice(OWN_HOST.length)] ?? { pull: 'missing' };
  return KNOWN.find(([pattern]) => pattern.test(repository))?.[1] ?? {};
}

/** What a reference that no runtime can read is told; undefined for one that can be read. */
export function invalidName(image: string): string | undefined {
  const repository = repositoryOf(image);
  const why = /[A-Z]/.test(repository.split('/').at(-1)!)
    ? 'invalid reference format: repository name must be lowercase'
    : 'invalid reference format';
  const isSound = /^([a-zA-Z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(repository);
  return isSound ? undefined : `Failed to apply default image tag "${image}": couldn't parse image reference "${image}": ${why}`;
}

/** What the container runtime says of a pull that fails. */
export function pullError(name: string, pull: 'missing' | 'denied', isDocker: boolean): string {
  const tagged = taggedName(name);
  const full = fullName(name);
  if (isDocker) {
    const why =
      pull === 'missing'
        ? `manifest for ${tagged} not found: manifest unknown: manifest unknown`
        : `pull access denied for ${repositoryOf(name)}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`;
    return `rpc error: code = Unknown desc = Error response from daemon: ${why}`;
  }
  const head = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": `;
  return pull === 'missing'
    ? `rpc error: code = NotFound desc = ${head}${full}: not found`
    : `rpc error: code = Unknown desc = ${head}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
}
