/** Requests for no resource: versions, health, discovery, openapi. */
import { apiGroup, apiGroups, apiResources, apiVersions } from './discovery/index.ts';
import { openapi } from './discovery/openapi.ts';
import { methodNotAllowed, pathNotFound } from './errors.ts';
import type { JsonObject } from '../object.ts';
import type { ApiServer, Call } from './server.ts';
import type { ApiResponse } from './types.ts';

const ROUTES: Record<string, (server: ApiServer) => JsonObject | string> = {
  '/version': version,
  '/healthz': () => 'ok',
  '/livez': () => 'ok',
  '/readyz': () => 'ok',
  '/api': apiVersions,
  '/apis': apiGroups,
  '/openapi/v2': openapi,
  '/': (server) => ({
    paths: ['/api', '/api/v1', '/apis', ...groupPaths(server), '/healthz', '/livez', '/openapi/v2', '/readyz', '/version'],
  }),
};

export function nonResourceRequest({ server, info }: Call): ApiResponse {
  const path = info.path.length > 1 ? info.path.replace(/\/+$/, '') : info.path;
  const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  const body = route ? route(server) : discovery(server, path);
  if (body === undefined) throw pathNotFound();
  if (info.verb !== 'get') throw methodNotAllowed();
  return { code: 200, body };
}

/** /api/v1, /apis/<group>, /apis/<group>/<version>. */
function discovery(server: ApiServer, path: string): JsonObject | undefined {
  const [, root, ...parts] = path.split('/') as [string, string, ...string[]];
  if (root === 'api' && parts.length === 1) return apiResources(server, '', parts[0]!);
  if (root !== 'apis' || parts.length === 0 || parts.length > 2) return undefined;
  return parts.length === 1 ? apiGroup(server, parts[0]!) : apiResources(server, parts[0]!, parts[1]!);
}

function groupPaths(server: ApiServer): string[] {
  const groups = apiGroups(server).groups as unknown as { name: string; versions: { groupVersion: string }[] }[];
  return groups.flatMap(({ name, versions }) => [`/apis/${name}`, ...versions.map((v) => `/apis/${v.groupVersion}`)]).sort();
}

/** Commit, date and compiler of the releases that clusters are made of most; others show none. */
const BUILDS: Record<string, { gitCommit: string; buildDate: string; goVersion: string }> = {
  'v1.18.8': { gitCommit: '9f2892aab98fe339f3bd70e3c470144299398ace', buildDate: '2020-08-13T16:04:18Z', goVersion: 'go1.13.15' },
  'v1.20.2': { gitCommit: 'faecb196815e248d3ecfb03c680a4507229c2a56', buildDate: '2021-01-13T13:20:00Z', goVersion: 'go1.15.5' },
};

function version({ versions }: ApiServer): JsonObject {
  const build = BUILDS[versions.gitVersion] ?? { gitCommit: '', buildDate: '', goVersion: '' };
  return {
    major: '1',
    minor: String(versions.minor),
    gitVersion: versions.gitVersion,
    gitTreeState: 'clean',
    ...build,
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}
