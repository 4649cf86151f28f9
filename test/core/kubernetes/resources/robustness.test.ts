/** Bodies made at random from the schema: whatever is asked, the server answers and can show and update what it took. */
import { expect } from 'chai';
import { createRegistry, groupVersion, type Served } from '../../../../core/kubernetes/resources/registry.ts';
import { typeNamed, typeOf, type FieldType } from '../../../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../../../core/kubernetes/versions.ts';
import { seededRandom, type Random } from '../../../../core/random.ts';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const BODIES = 4;
const DEPTH = 6;
const TABLE = { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } };
const VALUES: Record<string, readonly unknown[]> = {
  string: [
    '',
    'a',
    'A_',
    '10.0.0.1',
    'x/y',
    '80%',
    'None',
    'Exact',
    'LoadBalancer',
    'object',
    '/',
    '*.a',
    'a.b.c',
    'TCP',
    'v1',
    'Resource',
  ],
  boolean: [true, false],
  int32: [0, -1, 1, 80, 70000],
  int64: [0, -1, 1, 3600],
  double: [0, 1.5],
  quantity: ['0', '1', '-1', '1Gi', '500m'],
  time: ['2020-01-01T00:00:00Z'],
  microTime: ['2020-01-01T00:00:00.000000Z'],
  intOrString: [0, 80, 'a', '50%'],
  bytes: ['', 'eA=='],
  any: [{}, { a: 1 }],
};

function bodies(random: Random) {
  const chance = (share: number): boolean => random.below(100) < share * 100;
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)]!;
  const value = (type: FieldType, depth: number): unknown => {
    if (type.kind === 'object') return fields(type.type, depth + 1);
    if (type.kind === 'array') return Array.from({ length: pick([0, 1, 2]) }, () => value(type.of, depth));
    if (type.kind === 'map') return chance(0.6) ? { [pick(['a', 'cpu', 'storage'])]: value(type.of, depth) } : {};
    return pick(VALUES[type.kind]!);
  };
  const fields = (name: string, depth: number): Record<string, unknown> => {
    const known = depth > DEPTH ? [] : [...(typeNamed(name)?.fields.values() ?? [])];
    return Object.fromEntries(
      known
        .filter((field) => chance(field.required ? 0.85 : 0.4))
        .map((field) => [field.name, chance(0.05) ? null : value(field.type, depth)]),
    );
  };
  return (name: string): Record<string, unknown> => fields(name, 0);
}

const pathOf = ({ group, version, resource }: Served): string =>
  `${group ? `/apis/${group}` : '/api'}/${version}${resource.namespaced ? '/namespaces/default' : ''}/${resource.plural}`;

function play(cluster: TestCluster, served: Served, make: (name: string) => Record<string, unknown>): void {
  const { group, version, resource } = served;
  const type = typeOf({ group, version, kind: resource.kind });
  const path = pathOf(served);
  const ask = (...request: Parameters<TestCluster['ask']>) => {
    const answer = cluster.ask(...request);
    expect(answer.code, `${request[0]} ${request[1]} ${JSON.stringify(request[2])}: ${answer.body.message}`).to.be.below(500);
    return answer;
  };
  for (let i = 0; i < BODIES; i++) {
    const body = () => ({ ...(type && i ? make(type.name) : {}), apiVersion: groupVersion(group, version), kind: resource.kind });
    const created = ask('POST', path, { ...body(), metadata: { name: `x${i}` } });
    if (created.code !== 201) continue;
    ask('PUT', `${path}/x${i}`, { ...body(), metadata: created.body.metadata });
    ask('GET', path, undefined, TABLE);
  }
}

describe('whatever body is sent', () => {
  for (const version of ['1.18.8', '1.20.2', '1.24.0']) {
    it(`a ${version} server answers`, () => {
      const make = bodies(seededRandom(20));
      const cluster = testCluster({ version });
      for (const served of createRegistry(versionsOf(version)).served) play(cluster, served, make);
    });
  }
});
