/** Plays test/conformance/data/api-cases.ndjson.gz: requests to a real kube-apiserver 1.20.2 without PodSecurityPolicy, on a bare cluster. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { equal, type KubeObject } from '../../core/kubernetes/object.ts';
import type { Cluster } from '../../core/kubernetes/cluster.ts';
import { ADMIN, testCluster } from '../support/cluster.ts';
import type { Result, Suite } from './judge.ts';

interface ApiCase {
  id: string;
  method: 'POST' | 'PATCH';
  path: string;
  contentType: string;
  body: any;
  code: number;
  response: any;
  /** `code` asks for the code alone. */
  compare: 'exact' | 'code';
  /** A PATCH is played on this object, first created there. */
  object?: any;
  create?: string;
}

const DATA = new URL('data/api-cases.ndjson.gz', import.meta.url);

export const apiSuite: Suite = {
  name: 'api',
  async play(path) {
    return playCases(readCases(path ?? DATA));
  },
  async playAltered(count) {
    const cases = readCases(DATA);
    const exact = cases.filter((one) => one.compare === 'exact');
    const step = Math.floor(exact.length / count);
    const altered = Array.from({ length: count }, (_, i) => exact[i * step]!);
    for (const one of altered) one.response = { ...one.response, altered: true };
    return { altered: altered.map((one) => one.id), results: playCases(cases) };
  },
};

export function readCases(path: string | URL = DATA): ApiCase[] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ApiCase);
}

function playCases(cases: ApiCase[]): Result[] {
  const cluster = testCluster({ version: '1.20.2' });
  cluster.handle({
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'api' } },
    credentials: ADMIN,
  });
  return cases.map((one) => ({ id: one.id, problem: problemOf(cluster, one) }));
}

function problemOf(cluster: Cluster, one: ApiCase): string | undefined {
  const send = (method: ApiCase['method'] | 'DELETE', path: string, body: unknown, contentType: string) =>
    cluster.handle({ method, path, body: JSON.stringify(body), headers: { 'content-type': contentType }, credentials: ADMIN });
  if (one.create) {
    const made = send('POST', one.create, one.object, 'application/json');
    if (made.code !== 201) return `the object could not be created: ${JSON.stringify(made.body)}`;
  }
  const { code, body } = send(one.method, one.path, one.body, one.contentType);
  if (one.create) send('DELETE', one.path.split('?')[0]!, { gracePeriodSeconds: 0 }, 'application/json');
  // A 500 is the reference's own fault: a 422 is as good there.
  if (code !== one.code && !(one.code === 500 && code === 422))
    return `code ${code} instead of ${one.code}: ${messageOf(body)} instead of ${messageOf(one.response)}`;
  if (one.compare === 'code' || one.code === 500) return undefined;
  const [ours, theirs] = [comparable(body as KubeObject), comparable(one.response)];
  return equal(ours, theirs) ? undefined : `${differenceOf(ours, theirs)}`;
}

const messageOf = (body: any): string => body?.message ?? JSON.stringify(body);

/** Fields that the recordings leave out: of metadata, of a whole object, of its spec, among its annotations. */
const LEFT_OUT = {
  metadata: ['uid', 'resourceVersion', 'managedFields', 'generation'],
  ServiceAccount: ['secrets'],
  annotations: ['deployment.kubernetes.io/revision'],
};

/** Without what the recordings leave out; a Status with its errors in one order. */
function comparable(body: any): any {
  if (body?.kind === 'Status') return ordered(withoutChance(body));
  const metadata = without(body.metadata, LEFT_OUT.metadata);
  if (metadata.annotations) metadata.annotations = without(metadata.annotations, LEFT_OUT.annotations);
  if (metadata.annotations && Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
  const object = { ...without(body, ['status', ...(body.kind === 'ServiceAccount' ? LEFT_OUT.ServiceAccount : [])]), metadata };
  if (body.kind === 'Pod' && object.spec) object.spec = without(object.spec, ['nodeName']);
  return withoutChance(object);
}

const without = (object: any, keys: string[]): any => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** With one text for what comes from chance. */
function withoutChance(value: unknown): any {
  return JSON.parse(
    JSON.stringify(value, withoutTimes)
      .replaceAll(/-token-[a-z0-9]{5}\b/g, '-token-xxxxx')
      .replaceAll(UUID, 'uuid')
      .replaceAll(NODE, '$1'),
  );
}

/** Templates have a creationTimestamp too. */
const withoutTimes = (key: string, value: unknown): unknown => (key === 'creationTimestamp' ? undefined : value);

/** A pod's node is left out, in the differences that a refusal shows too. */
const NODE = /(NodeName: +\\")[^\\]*(?=\\")/g;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

const causeText = (cause: any): string => `${cause.field}: ${cause.message}`;

/** Errors of one object may come in another order. */
function ordered(status: any): any {
  const causes = status.details?.causes?.toSorted((a: any, b: any) => (causeText(a) < causeText(b) ? -1 : 1));
  const at = status.message.indexOf(' is invalid: [');
  if (at < 0 || !causes) return { ...status, ...(causes ? { details: { ...status.details, causes } } : {}) };
  const texts = new Set(causes.map(causeText));
  const isListed = [...texts].every((text) => status.message.includes(text as string));
  const message = isListed
    ? `${status.message.slice(0, at)} is invalid: ${[...texts].sort().join('; ')} (${status.message.length})`
    : status.message;
  return { ...status, message, details: { ...status.details, causes } };
}

/** The first places where two values differ. */
function differenceOf(ours: any, theirs: any, path = ''): string {
  if (equal(ours, theirs)) return '';
  const isBranch = (value: any): boolean => typeof value === 'object' && value !== null;
  if (!isBranch(ours) || !isBranch(theirs)) return `${path || '.'}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`;
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return keys
    .map((key) => differenceOf(ours[key], theirs[key], `${path}.${key}`))
    .filter(Boolean)
    .slice(0, 3)
    .join('\n  ');
}
