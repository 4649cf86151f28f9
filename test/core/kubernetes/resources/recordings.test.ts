/** The recorded creations of a real API server, played against the resource definitions alone: no server, no admission. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { qualified } from '../../../../core/kubernetes/apiserver/errors.ts';
import { kindOf } from '../../../../core/kubernetes/apiserver/metadata.ts';
import { CAUSE_REASON, aggregate, errorBody, errorText, type FieldError } from '../../../../core/kubernetes/field.ts';
import { copy, type KubeObject } from '../../../../core/kubernetes/object.ts';
import { createRegistry, groupVersion, type Served } from '../../../../core/kubernetes/resources/registry.ts';
import { inWordsOf } from '../../../../core/kubernetes/resources/validation/names.ts';
import { createErrors } from '../../../../core/kubernetes/apiserver/metadata-validation.ts';
import { seededRandom } from '../../../../core/random.ts';
import { decode } from '../../../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../../../core/kubernetes/versions.ts';

const versions = versionsOf('1.20.2');
const registry = createRegistry(versions);
const context = { versions, now: 0, dryRun: true, random: seededRandom(1) };

const KINDS = [
  'clusterroles',
  'clusterrolebindings',
  'roles',
  'rolebindings',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'namespaces',
  'resourcequotas',
  'limitranges',
  'services',
  'networkpolicies',
  'ingresses',
  'poddisruptionbudgets',
  'persistentvolumeclaims',
  'horizontalpodautoscalers',
];

interface Case {
  id: string;
  method: string;
  path: string;
  body: any;
  code: number;
  compare: string;
  response: any;
}

const cases: Case[] = gunzipSync(readFileSync(new URL('../../../conformance/data/api-cases.ndjson.gz', import.meta.url)))
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

function servedAt(path: string): { served: Served; namespace?: string } {
  const parts = path.split('?')[0]!.split('/').slice(1);
  const [group, version] = parts[0] === 'api' ? ['', parts[1]!] : [parts[1]!, parts[2]!];
  const at = parts.indexOf('namespaces');
  const isInside = at > 0 && parts.length > at + 2;
  return { served: registry.find(group, version, parts.at(-1)!)!, namespace: isInside ? parts[at + 1] : undefined };
}

interface Answer {
  code: number;
  message?: string;
  causes?: unknown[];
  object?: KubeObject;
}

function create({ path, body }: Case): Answer {
  const { served, namespace } = servedAt(path);
  const { resource } = served;
  const decoded = decode({ group: served.group, version: served.version, kind: resource.kind }, JSON.stringify(body));
  if ('error' in decoded) return { code: 400, message: decoded.error };
  const requestVersion = groupVersion(served.group, served.version);
  let { object } = decoded;
  object.apiVersion = requestVersion;
  object.kind = resource.kind;
  if (namespace) object.metadata.namespace ||= namespace;
  if ((object.metadata.namespace ?? '') !== (namespace ?? ''))
    return { code: 400, message: 'the namespace of the provided object does not match the namespace sent on the request' };
  object = resource.toStorage?.(object, requestVersion) ?? object;
  object.apiVersion = groupVersion(resource.group, resource.storageVersion);
  resource.default?.(object, context);
  resource.prepareForCreate?.(object, context);
  if (object.metadata.generateName && !object.metadata.name) object.metadata.name = `${object.metadata.generateName}xxxxx`;
  const own = resource.validate?.(object, { ...context, requestVersion }) ?? [];
  const errors: FieldError[] = inWordsOf(versions, createErrors(object.metadata, resource, own));
  if (errors.length) {
    return {
      code: 422,
      message: `${qualified(kindOf(resource))} "${object.metadata.name ?? ''}" is invalid: ${aggregate(sorted(errors.map(errorText)))}`,
      causes: sorted(errors.map((error) => JSON.stringify([error.field, CAUSE_REASON[error.type], errorBody(error)]))),
    };
  }
  const shown = resource.fromStorage?.(object, requestVersion) ?? object;
  return { code: 201, object: { ...shown, apiVersion: requestVersion } };
}

const sorted = (texts: string[]): string[] => [...texts].sort();

/** What the recordings leave out, and what admission adds. */
function comparable(given: KubeObject): unknown {
  const object = copy(given);
  for (const field of ['uid', 'creationTimestamp', 'resourceVersion', 'managedFields', 'generation', 'selfLink', 'finalizers'])
    delete object.metadata[field];
  if (object.metadata.generateName || /^[0-9a-f-]{36}$/.test(object.metadata.name ?? '')) delete object.metadata.name;
  delete object.status;
  return object;
}

function expected({ code, response }: Case): Answer {
  if (code === 422) {
    const list: { field: string; reason: string; message: string }[] = response.details.causes ?? [];
    const texts = list.map((cause) => `${cause.field}: ${cause.message}`);
    return {
      code,
      message: `${response.message.split(' is invalid: ')[0]} is invalid: ${aggregate(sorted(texts))}`,
      causes: sorted(list.map((cause) => JSON.stringify([cause.field, cause.reason, cause.message]))),
    };
  }
  return code === 201 ? { code, object: response } : { code, message: response.message };
}

describe('the recorded creations', () => {
  for (const plural of KINDS) {
    const played = cases.filter(({ method, path }) => method === 'POST' && path.split('?')[0]!.endsWith(`/${plural}`));
    it(`of ${plural} (${played.length}) are answered alike`, () => {
      for (const one of played) {
        const answer = create(one);
        if (one.compare === 'code') expect(answer.code, one.id).to.equal(one.code);
        else if (one.code === 201 && answer.object) expect(comparable(answer.object), one.id).to.deep.equal(comparable(one.response));
        else expect(answer, one.id).to.deep.equal(expected(one));
      }
    });
  }
});
