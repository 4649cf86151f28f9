/** The Kubernetes versions that AKS offers here, oldest first: one or two patches of each minor from 1.17 to 1.30. */
export const KUBERNETES_VERSIONS: readonly string[] = [
  '1.17.13',
  '1.17.16',
  '1.18.8',
  '1.18.14',
  '1.19.7',
  '1.19.11',
  '1.20.2',
  '1.20.9',
  '1.21.2',
  '1.21.9',
  '1.22.6',
  '1.22.11',
  '1.23.12',
  '1.23.15',
  '1.24.6',
  '1.24.9',
  '1.25.4',
  '1.25.5',
  '1.26.3',
  '1.26.6',
  '1.27.3',
  '1.27.7',
  '1.28.3',
  '1.28.5',
  '1.29.2',
  '1.29.4',
  '1.30.0',
  '1.30.3',
];

/** What a cluster gets that asks for no version: the line that prints the article's messages. */
export const DEFAULT_VERSION = '1.18.8';

/** The first minor without PodSecurityPolicy. */
export const FIRST_MINOR_WITHOUT_PSP = 25;

export const minorOf = (version: string): number => Number(version.split('.')[1]);
const patchOf = (version: string): number => Number(version.split('.')[2]);

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`. */
export const compareVersions = (a: string, b: string): number => minorOf(a) - minorOf(b) || patchOf(a) - patchOf(b);

/** Where a cluster may go from `version`: newer patches of its minor, and the next minor. */
export const upgradesFrom = (version: string): string[] =>
  KUBERNETES_VERSIONS.filter((other) => compareVersions(other, version) > 0 && minorOf(other) - minorOf(version) <= 1);

/** The offered version that `asked` means: itself, or for `1.20` the newest patch of it; undefined where none is offered. */
export function resolveVersion(asked: string): string | undefined {
  if (KUBERNETES_VERSIONS.includes(asked)) return asked;
  if (!/^1\.\d+$/.test(asked)) return undefined;
  return KUBERNETES_VERSIONS.findLast((version) => minorOf(version) === minorOf(asked));
}
