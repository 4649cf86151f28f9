/** delete and deletecollection: after k8s.io/apiserver/pkg/registry/generic/registry/store.go and registry/rest/delete.go. */
import { timestamp } from '../../../clock.ts';
import { copy, type KubeObject } from '../../object.ts';
import { resourceKey } from '../../resources/registry.ts';
import { admissionFor } from '../admission.ts';
import { answerList, answerObject } from '../answer.ts';
import { readJson } from '../body.ts';
import { conflict, invalid, success } from '../errors.ts';
import { invalid as invalidField, notSupported, type FieldError } from '../../field.ts';
import { readInteger, readListOptions } from '../list-options.ts';
import { kindOf } from '../metadata.ts';
import { dryRunErrors, isDryRun } from '../options.ts';
import { selectorOf } from '../selectors.ts';
import type { ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { stored } from './read.ts';

type Propagation = 'Orphan' | 'Background' | 'Foreground';

interface DeleteOptions {
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  propagationPolicy?: Propagation;
  orphanDependents?: boolean;
  dryRun: boolean;
}

/** Kinds whose deletion answers with the object as it was instead of a Status (ReturnDeletedObject). */
const RETURNED = new Set([
  'pods',
  'podtemplates',
  'podsecuritypolicies.policy',
  'resourcequotas',
  'persistentvolumes',
  'persistentvolumeclaims',
  'serviceaccounts',
  'services',
]);
/** Kinds whose dependents stay where nothing is said of them (DefaultGarbageCollectionPolicy). */
const ORPHANING = new Set(['jobs.batch', 'replicationcontrollers']);
const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

export function remove(call: ResourceCall): ApiResponse {
  const options = readOptions(call);
  const object = stored(call);
  const { outcome, isGone } = removeObject(call, object, options);
  if (isGone && !RETURNED.has(resourceKey(call.served.resource))) {
    const { name, uid } = object.metadata;
    return { code: 200, body: { ...success({ name, group: call.served.group, kind: call.served.resource.plural, uid }) } };
  }
  const isAccepted = !isGone && (options.orphanDependents === false || options.propagationPolicy === 'Foreground');
  return answerObject(call, outcome, isAccepted ? 202 : 200);
}

export function removeCollection(call: ResourceCall): ApiResponse {
  readListOptions(call);
  const options = readOptions(call);
  const matches = selectorOf(call);
  const all = call.server.objects.list(call.served.resource, call.info.namespace);
  const removed = matches ? all.filter(matches) : all;
  for (const object of removed) {
    const info = { ...call.info, name: object.metadata.name!, namespace: object.metadata.namespace ?? '' };
    removeObject({ ...call, info }, object, options);
  }
  return answerList(call, removed, { resourceVersion: String(call.server.objects.revision) });
}

/** Starts or finishes the deletion; tells what became of the object. */
function removeObject(call: ResourceCall, object: KubeObject, options: DeleteOptions): { outcome: KubeObject; isGone: boolean } {
  const { server, served } = call;
  checkPreconditions(call, object, options);
  const admission = admissionFor(call, 'DELETE', { oldObject: object, dryRun: options.dryRun });
  admission.admit();
  admission.validate();
  const marked = mark(call, object, options);
  if (!marked) {
    if (!options.dryRun) server.objects.remove(served.resource, object);
    return { outcome: object, isGone: true };
  }
  if (marked === object || options.dryRun) return { outcome: marked, isGone: false };
  return { outcome: server.objects.put(served.resource, marked), isGone: false };
}

/** The object as its deletion leaves it for now; undefined where nothing holds it. */
function mark({ server, served }: ResourceCall, object: KubeObject, options: DeleteOptions): KubeObject | undefined {
  const finalizers = finalizersAfter(object, options);
  const isNamespace = resourceKey(served.resource) === 'namespaces';
  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
  const grace = served.resource.gracePeriodSeconds ? graceOf(served.resource.gracePeriodSeconds(object), object, options) : 0;
  const holds = finalizers.length > 0 || (isNamespace && object.spec?.finalizers?.length > 0);
  if (deletionTimestamp) {
    if (grace >= (deletionGracePeriodSeconds ?? 0) && sameList(finalizers, object.metadata.finalizers ?? []) && (holds || grace > 0))
      return object;
    if (!holds && grace === 0) return undefined;
  } else if (!holds && grace === 0) return undefined;

  const marked: KubeObject = { ...object, metadata: { ...copy(object.metadata) } };
  const { metadata } = marked;
  if (finalizers.length) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (!deletionTimestamp && metadata.generation) metadata.generation++;
  const started = deletionTimestamp ? Date.parse(deletionTimestamp) - (deletionGracePeriodSeconds ?? 0) * 1000 : server.clock.now();
  const remaining = deletionTimestamp ? Math.min(grace, deletionGracePeriodSeconds ?? 0) : grace;
  metadata.deletionTimestamp = timestamp(started + remaining * 1000);
  if (isNamespace) marked.status = { ...marked.status, phase: 'Terminating' };
  else metadata.deletionGracePeriodSeconds = remaining;
  return marked;
}

/** Pods that run nowhere or have ended need no grace (podStrategy.CheckGracefulDelete). */
function graceOf(own: number, object: KubeObject, options: DeleteOptions): number {
  if (!object.spec?.nodeName || object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed') return 0;
  return options.gracePeriodSeconds ?? object.metadata.deletionGracePeriodSeconds ?? own;
}

/** deletionFinalizersForGarbageCollection: what is to become of the dependents stands in the finalizers. */
function finalizersAfter(object: KubeObject, { propagationPolicy, orphanDependents }: DeleteOptions): string[] {
  const finalizers = object.metadata.finalizers ?? [];
  if (propagationPolicy === undefined && orphanDependents === undefined) return finalizers;
  const others = finalizers.filter((f) => f !== ORPHAN && f !== FOREGROUND);
  if (propagationPolicy === 'Orphan' || orphanDependents === true) return [...others, ORPHAN];
  return propagationPolicy === 'Foreground' ? [...others, FOREGROUND] : others;
}

const sameList = (a: string[], b: string[]): boolean => a.length === b.length && a.every((item, i) => item === b[i]);

function checkPreconditions(call: ResourceCall, object: KubeObject, { preconditions = {} }: DeleteOptions): void {
  const { name, uid, resourceVersion } = object.metadata;
  const fail = (what: string, wanted: string, actual: string, then: string): never => {
    // The real one names the kind here, not the resource.
    throw conflict(
      kindOf(call.served.resource),
      name!,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${actual}). The object might have been ${then}`,
    );
  };
  const { uid: wantedUid, resourceVersion: wantedVersion } = preconditions;
  if (typeof wantedUid === 'string' && wantedUid !== uid) fail('UID', wantedUid, uid!, 'deleted and then recreated');
  if (typeof wantedVersion === 'string' && wantedVersion !== resourceVersion)
    fail('ResourceVersion', wantedVersion, resourceVersion!, 'modified');
}

/** From the body, else from the query. */
function readOptions(call: ResourceCall): DeleteOptions {
  const { query } = call;
  const body = (readJson(call) ?? {}) as Record<string, any>;
  const options: DeleteOptions = { dryRun: isDryRun(call, 'DeleteOptions') || body.dryRun?.includes('All') === true };
  if (body.gracePeriodSeconds !== undefined && body.gracePeriodSeconds !== null) options.gracePeriodSeconds = body.gracePeriodSeconds;
  else options.gracePeriodSeconds = readInteger(call, 'gracePeriodSeconds');
  if (body.preconditions) options.preconditions = body.preconditions;
  const policy = body.propagationPolicy ?? query.get('propagationPolicy');
  if (policy) options.propagationPolicy = policy as Propagation;
  if (typeof body.orphanDependents === 'boolean') options.orphanDependents = body.orphanDependents;
  else if (query.get('orphanDependents')) options.orphanDependents = query.get('orphanDependents') === 'true';
  checkOptions(options, Array.isArray(body.dryRun) ? body.dryRun : []);
  if (!options.propagationPolicy && options.orphanDependents === undefined && ORPHANING.has(resourceKey(call.served.resource)))
    options.propagationPolicy = 'Orphan';
  return options;
}

/** metav1 validation.ValidateDeleteOptions. */
function checkOptions({ propagationPolicy, orphanDependents }: DeleteOptions, dryRun: string[]): void {
  const errors: FieldError[] = [];
  if (propagationPolicy && orphanDependents !== undefined) {
    errors.push(invalidField('propagationPolicy', propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set'));
  }
  if (propagationPolicy && !['Foreground', 'Background', 'Orphan'].includes(propagationPolicy))
    errors.push(notSupported('propagationPolicy', propagationPolicy, ['Foreground', 'Background', 'Orphan', 'nil']));
  errors.push(...dryRunErrors(dryRun));
  if (errors.length) throw invalid({ group: 'meta.k8s.io', name: 'DeleteOptions' }, '', errors);
}
