/** Metadata that the server itself fills in and keeps: after k8s.io/apiserver/pkg/registry/rest/{meta,create,update}.go. */
import { timestamp } from '../../clock.ts';
import { safeSuffix, uuid } from '../../random.ts';
import type { KubeObject } from '../object.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import { badRequest, type Qualified } from './errors.ts';
import type { ResourceCall } from './server.ts';

/** The longest name less a suffix of five: a generateName is cut there. */
const LONGEST_BASE = 63 - 5;
const TRIES = 8;

/** Kinds whose internal type the server registers under extensions first, which is the group that its Invalid errors name. */
const EXTENSIONS = new Set(['Ingress.networking.k8s.io', 'NetworkPolicy.networking.k8s.io', 'PodSecurityPolicy.policy']);

/** The kind as Invalid errors name it. */
export function kindOf(resource: ResourceDefinition): Qualified {
  return { group: EXTENSIONS.has(`${resource.kind}.${resource.group}`) ? 'extensions' : resource.group, name: resource.kind };
}

/** Puts the object into the namespace of the request; they must agree. Where there are no namespaces, one that was given goes. */
export function settleNamespace(call: ResourceCall, { metadata }: KubeObject): void {
  if (!call.served.resource.namespaced) {
    delete metadata.namespace;
    return;
  }
  metadata.namespace ||= call.info.namespace;
  if (metadata.namespace !== call.info.namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** What a creator cannot choose. */
export function fillSystemFields(call: ResourceCall, object: KubeObject): void {
  const { metadata } = object;
  metadata.uid = uuid(call.server.random);
  metadata.creationTimestamp = timestamp(call.server.clock.now());
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
}

/** Finds a free name for an object that only says how its name shall start; tells whether it did. */
export function generateName({ server, served }: ResourceCall, { metadata }: KubeObject): boolean {
  if (!metadata.generateName || metadata.name) return false;
  for (let i = 0; i < TRIES; i++) {
    metadata.name = metadata.generateName.slice(0, LONGEST_BASE) + safeSuffix(server.random);
    if (!server.objects.get(served.resource, metadata.namespace ?? '', metadata.name)) break;
  }
  return true;
}

/** What an update keeps of the stored metadata, whatever was sent. */
export function keepSystemFields(object: KubeObject, old: KubeObject): void {
  const { metadata } = object;
  metadata.uid ||= old.metadata.uid;
  metadata.creationTimestamp = old.metadata.creationTimestamp;
  keep(metadata, 'deletionTimestamp', old.metadata.deletionTimestamp);
  keep(metadata, 'deletionGracePeriodSeconds', old.metadata.deletionGracePeriodSeconds);
  keep(metadata, 'generation', old.metadata.generation);
  delete metadata.selfLink;
}

function keep(metadata: KubeObject['metadata'], field: string, value: unknown): void {
  if (value === undefined) delete metadata[field];
  else metadata[field] = value;
}

/** The path of an object, which servers before 1.20 write into it. */
export function selfLink(call: ResourceCall, object: KubeObject): string {
  const inside = object.metadata.namespace ? `/namespaces/${object.metadata.namespace}` : '';
  return `${rootOf(call)}${inside}/${call.served.resource.plural}/${object.metadata.name}`;
}

/** `/api/v1`, `/apis/apps/v1`. */
export const rootOf = ({ served }: ResourceCall): string =>
  served.group ? `/apis/${served.group}/${served.version}` : `/api/${served.version}`;
