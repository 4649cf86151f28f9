/** Plays test/conformance/data/psp-cases.ndjson.gz: pods posted to a real kube-apiserver 1.20.2 with PodSecurityPolicy on. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { equal, type KubeObject } from '../../core/kubernetes/object.ts';
import type { Sandbox } from '../../core/kubernetes/explain/sandbox.ts';
import { corpusCluster, withPolicies, NAMESPACE, type PolicySet, type RecordedCase } from '../support/psp-corpus.ts';
import type { Result, Suite } from './judge.ts';

const DATA = new URL('data/psp-cases.ndjson.gz', import.meta.url);

export const pspSuite: Suite = {
  name: 'psp',
  async play(path) {
    return playSets(readSets(path ?? DATA));
  },
  async playAltered(count) {
    const sets = readSets(DATA);
    const cases = sets
      .flatMap((set) => set.cases.map((recorded) => ({ id: idOf(set, recorded), recorded })))
      .filter(({ recorded }) => recorded.compare !== 'code');
    const step = Math.floor(cases.length / count);
    const altered = Array.from({ length: count }, (_, i) => cases[i * step]!);
    for (const { recorded } of altered) alter(recorded);
    return { altered: altered.map(({ id }) => id), results: playSets(sets) };
  },
};

export function readSets(path: string | URL = DATA): PolicySet[] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as PolicySet);
}

const idOf = (set: PolicySet, { pod }: RecordedCase): string => `${set.id}/${pod.metadata.name}`;

function playSets(sets: PolicySet[]): Result[] {
  const base = corpusCluster();
  return sets.flatMap((set) => {
    const cluster = withPolicies(base, set);
    return set.cases.map((recorded) => ({ id: idOf(set, recorded), problem: problemOf(cluster, recorded) }));
  });
}

function problemOf(cluster: Sandbox, recorded: RecordedCase): string | undefined {
  const { user, groups, pod, compare } = recorded;
  const answer = cluster.handle({
    method: 'POST',
    path: `/api/v1/namespaces/${NAMESPACE}/pods?dryRun=All`,
    body: JSON.stringify(pod),
    credentials: { user: { name: user, groups } },
  });
  if (answer.code !== recorded.code) return `code ${answer.code} instead of ${recorded.code}: ${(answer.body as KubeObject).message ?? ''}`;
  if (compare === 'code') return undefined;
  if (answer.code === 201) {
    const admitted = comparable(answer.body as KubeObject);
    return equal(admitted, recorded.response) ? undefined : `${JSON.stringify(admitted)} instead of ${JSON.stringify(recorded.response)}`;
  }
  const message = String((answer.body as KubeObject).message);
  const expected = String(recorded.response.message);
  return byPolicy(message) === byPolicy(expected) ? undefined : `${message} instead of ${expected}`;
}

/** An admitted pod without what a recording leaves out. */
function comparable(pod: KubeObject): KubeObject {
  const {
    uid: _uid,
    creationTimestamp: _time,
    resourceVersion: _version,
    managedFields: _fields,
    selfLink: _link,
    ...metadata
  } = pod.metadata;
  const { startTime: _start, ...status } = pod.status ?? {};
  return JSON.parse(JSON.stringify({ ...pod, metadata, status }).replaceAll(/-token-[a-z0-9]{5}\b/g, '-token-xxxxx'));
}

/** The refusal with its errors sorted: the real server lists those of several policies in no fixed order. */
function byPolicy(message: string): string {
  const start = message.indexOf(': [');
  if (start < 0) return message;
  const errors = message.slice(start + 3, -1).split(/ (?=(?:pod\.)?(?:spec|metadata)[.[])/);
  return `${message.slice(0, start)}: [${errors.sort().join(' ')}]`;
}

function alter(recorded: RecordedCase): void {
  if (recorded.code === 201) recorded.response.spec.dnsPolicy = 'Altered';
  else recorded.response.message = `${recorded.response.message} altered`;
}
