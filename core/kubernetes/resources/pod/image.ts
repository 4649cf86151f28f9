/** Container image names: enough of docker/distribution's reference grammar to find the tag. */

const DOMAIN =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-*)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** The tag of an image: `latest` where neither tag nor digest is given; '' with a digest alone, and for a name that cannot be read. */
export function tagOf(image: string): string {
  const at = image.indexOf('@');
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.lastIndexOf(':');
  const tag = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : undefined;
  const repository = tag === undefined ? named : named.slice(0, colon);
  const sound = isRepository(repository) && (tag === undefined || TAG.test(tag)) && (digest === undefined || DIGEST.test(digest));
  if (!sound) return '';
  return tag ?? (digest === undefined ? 'latest' : '');
}

function isRepository(repository: string): boolean {
  const parts = repository.split('/');
  const first = parts[0]!;
  const hasDomain = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  if (hasDomain && !DOMAIN.test(first)) return false;
  if (!hasDomain && parts.length === 1 && /^[0-9a-f]{64}$/.test(repository)) return false;
  return repository.length <= 255 && (hasDomain ? parts.slice(1) : parts).every((part) => PATH.test(part));
}

/** imagePullPolicy where none is given (SetDefaults_Container). */
export function pullPolicyFor(image: string): string {
  return tagOf(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
