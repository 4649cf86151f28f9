/** componentstatuses: what the API server finds when it asks etcd, the controller manager and the scheduler how they are. */
import { readAccept } from './accept.ts';
import { methodNotAllowed, notFound } from './errors.ts';
import type { KubeObject } from '../object.ts';
import { header, type Call } from './server.ts';
import { partialObject } from './tables.ts';
import type { ApiResponse } from './types.ts';

const COMPONENTS: readonly [name: string, message: string][] = [
  ['controller-manager', 'ok'],
  ['etcd-0', '{"health":"true"}'],
  ['scheduler', 'ok'],
];
const COLUMNS = ['Name', 'Status', 'Message', 'Error'];

export function componentStatuses({ info, request, server, warnings }: Call): ApiResponse {
  if (info.verb !== 'get' && info.verb !== 'list') throw methodNotAllowed();
  if (server.versions.has('warningHeaders')) warnings.push('v1 ComponentStatus is deprecated in v1.19+');
  const all = COMPONENTS.map(([name, message]): KubeObject => ({
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    conditions: [{ type: 'Healthy', status: 'True', message }],
  }));
  const items = info.name ? all.filter((item) => item.metadata.name === info.name) : all;
  if (items.length === 0) throw notFound({ group: '', name: 'componentstatuses' }, info.name);
  if (readAccept(header(request, 'accept')) === 'Table') return { code: 200, body: tableOf(items) };
  return { code: 200, body: info.name ? items[0]! : { kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items } };
}

const tableOf = (items: KubeObject[]): KubeObject => ({
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  metadata: {},
  columnDefinitions: COLUMNS.map((name) => ({ name, type: 'string', format: name === 'Name' ? 'name' : '', description: '', priority: 0 })),
  rows: items.map((item) => ({ cells: [item.metadata.name, 'Healthy', item.conditions[0].message, ''], object: partialObject(item) })),
});
