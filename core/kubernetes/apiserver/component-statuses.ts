/** componentstatuses: what the API server finds when it asks etcd, the controller manager and the scheduler how they are. */
import { notFound } from './errors.ts';
import type { KubeObject } from '../object.ts';
import type { Call } from './server.ts';
import type { ApiResponse } from './types.ts';

const COMPONENTS: readonly [name: string, message: string][] = [
  ['controller-manager', 'ok'],
  ['etcd-0', '{"health":"true"}'],
  ['scheduler', 'ok'],
];

export function componentStatuses({ info }: Call): ApiResponse {
  const items = COMPONENTS.map(([name, message]): KubeObject => ({
    kind: 'ComponentStatus', apiVersion: 'v1', metadata: { name, creationTimestamp: null }, conditions: [{ type: 'Healthy', status: 'True', message }],
  }));
  if (!info.name) return { code: 200, body: { kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items } };
  const found = items.find((item) => item.metadata.name === info.name);
  if (!found) throw notFound({ group: '', name: 'componentstatuses' }, info.name);
  return { code: 200, body: found };
}
