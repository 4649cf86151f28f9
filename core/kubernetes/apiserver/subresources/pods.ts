/** What pods have besides: binding, eviction, log, exec and their like, ephemeral containers. After k8s.io/kubernetes/pkg/registry/core/pod. */
import { selects } from '../../resources/validation/labels.ts';
import { copy, type KubeObject } from '../../object.ts';
import { admissionFor } from '../admission.ts';
import { answerObject } from '../answer.ts';
import { readJson, readKind } from '../body.ts';
import { aggregate, errorText, forbidden, invalid as invalidField, notSupported, required, type FieldError } from '../../field.ts';
import { badRequest, conflict, invalid, notFound, refused, success, tooManyRequests, unknownError } from '../errors.ts';
import { readInteger } from '../list-options.ts';
import { timestamp } from '../../../clock.ts';
import { isDryRun } from '../options.ts';
import { resourceOf, type NodeAnswers, type ResourceCall } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { remove } from '../verbs/delete.ts';
import { stored } from '../verbs/read.ts';
import { updateObject } from '../verbs/update.ts';
import type { Subresource } from './index.ts';

/** Gives a pod its node. */
export const binding: Subresource = { create: (call) => bind(call, readKind(call, { group: '', version: 'v1', kind: 'Binding' })) };

export function bind(call: ResourceCall, object: KubeObject): ApiResponse {
  if (object.metadata.name && object.metadata.name !== call.info.name)
    throw badRequest('name in URL does not match name in Binding object');
  const { kind = '', name: node = '' } = (object.target ?? {}) as { kind?: string; name?: string };
  const wrong: FieldError[] = kind && kind !== 'Node' ? [notSupported('target.kind', kind, ['Node', '<empty>'])] : [];
  if (!node) wrong.push(required('target.name'));
  // It is no Status of its own.
  if (wrong.length > 0) throw unknownError(aggregate(wrong.map(errorText)));
  const pod = stored(call);
  if (pod.metadata.deletionTimestamp)
    throw conflict(
      { group: '', name: 'pods/binding' },
      call.info.name,
      `pod ${call.info.name} is being deleted, cannot be assigned to a host`,
    );
  if (pod.spec.nodeName)
    throw conflict(
      { group: '', name: 'pods/binding' },
      call.info.name,
      `pod ${call.info.name} is already assigned to node "${pod.spec.nodeName}"`,
    );
  const annotations = { ...pod.metadata.annotations, ...object.metadata.annotations };
  const now = timestamp(call.server.clock.now());
  const others = (pod.status?.conditions ?? []).filter((c: any) => c.type !== 'PodScheduled');
  const bound: KubeObject = {
    ...pod,
    metadata: { ...pod.metadata, ...(Object.keys(annotations).length ? { annotations } : {}) },
    spec: { ...pod.spec, nodeName: node },
    status: {
      ...pod.status,
      conditions: [...others, { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }],
    },
  };
  if (!isDryRun(call, 'CreateOptions')) call.server.objects.put(call.served.resource, bound);
  return { code: 201, body: { ...success() } };
}

/** A deletion that disruption budgets may refuse. */
export const eviction: Subresource = {
  create(call) {
    const wanted = readKind(call, { group: 'policy', version: evictionVersion(call), kind: 'Eviction' });
    if (wanted.metadata.name && wanted.metadata.name !== call.info.name)
      throw badRequest('name in URL does not match name in Eviction object');
    const pod = stored(call);
    admissionFor(call, 'CREATE', { object: wanted, dryRun: isDryRun(call, 'CreateOptions') }).validate();
    const isDone =
      pod.status?.phase === 'Succeeded' ||
      pod.status?.phase === 'Failed' ||
      pod.status?.phase === 'Pending' ||
      pod.metadata.deletionTimestamp;
    if (!isDone) checkBudgets(call, pod);
    const request = { ...call.request, body: wanted.deleteOptions ?? {} };
    remove({ ...call, request, info: { ...call.info, verb: 'delete', subresource: '' } });
    return { code: 201, body: { ...success() } };
  },
};

/** The version that the body names, where the cluster knows it. */
function evictionVersion(call: ResourceCall): string {
  const { versions } = call.server;
  const body = readJson(call) as { apiVersion?: unknown } | undefined;
  if (!versions.has('policyV1beta1')) return 'v1';
  return versions.has('policyV1Eviction') && body?.apiVersion === 'policy/v1' ? 'v1' : 'v1beta1';
}

function checkBudgets({ server }: ResourceCall, pod: KubeObject): void {
  const budgets = server.objects
    .list({ group: 'policy', plural: 'poddisruptionbudgets' }, pod.metadata.namespace)
    .filter((b) => selects(b.spec?.selector, pod.metadata.labels));
  if (budgets.length > 1)
    throw refused(500, '', 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  const [budget] = budgets;
  if (!budget || (budget.status?.disruptionsAllowed ?? 0) > 0) return;
  const { desiredHealthy = 0, currentHealthy = 0 } = budget.status ?? {};
  throw tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 0, [
    {
      reason: 'DisruptionBudget',
      message: `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    },
  ]);
}

/** Answered by the simulated kubelet, once the pod runs somewhere. */
const throughNode =
  (ask: keyof NodeAnswers, what: string) =>
  (call: ResourceCall): ApiResponse => {
    const pod = stored(call);
    const container = containerOf(call, pod);
    if (ask === 'exec') admissionFor(call, 'CONNECT', { name: call.info.name }).validate();
    if (!pod.spec.nodeName)
      throw badRequest(
        ask === 'log'
          ? `container "${container}" in pod "${call.info.name}" is waiting to start: ContainerCreating`
          : `pod ${call.info.name} does not have a host assigned`,
      );
    const answer = call.server.node[ask];
    if (!answer) throw refused(501, 'NotImplemented', `akslab does not simulate ${what} yet`);
    return answer(call);
  };

/** The container that is meant. @throws BadRequest where it must be chosen */
function containerOf(call: ResourceCall, pod: KubeObject): string {
  const containers: string[] = pod.spec.containers.map((c: any) => c.name);
  const inits: string[] = (pod.spec.initContainers ?? []).map((c: any) => c.name);
  const wanted = call.query.get('container');
  if (wanted) {
    if ([...containers, ...inits].includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${call.info.name}`);
  }
  if (containers.length === 1) return containers[0]!;
  const choices = `choose one of: [${containers.join(' ')}]${inits.length ? ` or one of the init containers: [${inits.join(' ')}]` : ''}`;
  throw badRequest(`a container name must be specified for pod ${call.info.name}, ${choices}`);
}

const streaming = (what: string): Subresource => ({ get: throughNode('exec', what), create: throughNode('exec', what) });

const logOfNode = throughNode('log', 'logs');
export const log: Subresource = {
  get(call) {
    checkLogOptions(call);
    return logOfNode(call);
  },
};

/** After ValidatePodLogOptions. */
function checkLogOptions(call: ResourceCall): void {
  const { query, info } = call;
  const [sinceSeconds, tailLines, limitBytes] = ['sinceSeconds', 'tailLines', 'limitBytes'].map((name) => readInteger(call, name));
  stored(call);
  const errors: FieldError[] = [];
  if (tailLines !== undefined && tailLines < 0) errors.push(invalidField('tailLines', tailLines, 'must be greater than or equal to 0'));
  if (limitBytes !== undefined && limitBytes < 1) errors.push(invalidField('limitBytes', limitBytes, 'must be greater than 0'));
  if (sinceSeconds !== undefined && query.has('sinceTime'))
    errors.push(forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  else if (sinceSeconds !== undefined && sinceSeconds < 1)
    errors.push(invalidField('sinceSeconds', sinceSeconds, 'must be greater than 0'));
  if (errors.length > 0) throw invalid({ group: '', name: 'PodLogOptions' }, info.name, errors);
}
export const exec = streaming('exec');
export const attach = streaming('attach');
export const portforward = streaming('port-forward');

/** Adds ephemeral containers and changes nothing else. */
export const ephemeralcontainers: Subresource = {
  get: (call) => answerObject(call, stored(call)),
  update(call) {
    if (!call.server.versions.has('ephemeralContainers')) throw notFound(resourceOf(call), call.info.name);
    const wanted = readKind(call, { group: '', version: 'v1', kind: 'Pod' });
    const old = stored(call);
    const object = copy(old);
    object.spec.ephemeralContainers = wanted.spec.ephemeralContainers;
    return answerObject(call, updateObject(call, object, old, { dryRun: isDryRun(call, 'UpdateOptions') }));
  },
};
