/** Metadata that the server itself fills in and keeps: after k8s.io/apiserver/pkg/registry/rest/{meta,create,update}.go. */
import { timestamp } from '../../clock.ts';
import { safeSuffix, uuid } from '../../random.ts';
import type { KubeObject } from '../object.ts';
import { badRequest } from './errors.ts';
import type { ResourceCall } from './server.ts';

/** The longest name less a suffix of five: a generateName is cut there. */
const LONGEST_BASE = 63 - 5;

/** Puts the object into the namespace of the request; they must agree. */
export function settleNamespace(call: ResourceCall, object: KubeObject): void {
  const { metadata } = object;
  if (!call.served.resource.namespaced) {
    if (metadata.namespace) throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    return;
  }
  metadata.namespace ||= call.info.namespace;
  if (metadata.namespace !== call.info.namespace) throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
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

/** A name for an object that only says how its name shall start. */
export function generateName(call: ResourceCall, object: KubeObject): void {
  const { metadata } = object;
  if (metadata.generateName && !metadata.name) metadata.name = metadata.generateName.slice(0, LONGEST_BASE) + safeSuffix(call.server.random);
}

/** The path of an object, which servers before 1.20 write into it. */
export function selfLink(call: ResourceCall, object: KubeObject): string {
  const { served } = call;
  const root = served.group ? `/apis/${served.group}/${served.version}` : `/api/${served.version}`;
  const inside = object.metadata.namespace ? `/namespaces/${object.metadata.namespace}` : '';
  return `${root}${inside}/${served.resource.plural}/${object.metadata.name}`;
}
