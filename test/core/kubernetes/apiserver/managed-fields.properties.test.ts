import { expect } from 'chai';
import fc from 'fast-check';
import { ADMIN, testCluster, type TestCluster } from '../../../support/cluster.ts';

const SEED = { seed: 42, numRuns: 30 };
const MAPS = '/api/v1/namespaces/default/configmaps';
const TEMPLATES = '/api/v1/namespaces/default/podtemplates';
const MANAGERS = ['ann', 'bob', 'cy'];

type Data = Record<string, string>;
const data = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'), { minKeys: 1 });
const applied = fc.record({ manager: fc.constantFrom(...MANAGERS), data });

/** What an applier says of the configmap, by force so that nothing is refused. */
function apply(cluster: TestCluster, manager: string, content: Data) {
  return cluster.ask(
    'PATCH',
    `${MAPS}/m?fieldManager=${manager}&force=true`,
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: content },
    { headers: { 'content-type': 'application/apply-patch+yaml' } },
  ).body;
}

const ownersOf = (object: any, key: string): string[] =>
  object.metadata.managedFields.filter((m: any) => m.fieldsV1['f:data']?.[`f:${key}`]).map((m: any) => m.manager);

describe('managed fields, whatever is applied', () => {
  it('an apply that is repeated changes nothing, not even the resourceVersion', () => {
    fc.assert(
      fc.property(fc.array(applied, { minLength: 1, maxLength: 6 }), (steps) => {
        const cluster = testCluster();
        for (const { manager, data: content } of steps) {
          const once = apply(cluster, manager, content);
          cluster.clock.advance(5_000);
          expect(apply(cluster, manager, content)).to.deep.equal(once);
        }
      }),
      SEED,
    );
  });

  it('what one manager removes is gone, unless another owns it', () => {
    fc.assert(
      fc.property(fc.array(applied, { minLength: 1, maxLength: 8 }), (steps) => {
        const cluster = testCluster();
        const wanted: Record<string, Data> = {};
        for (const { manager, data: content } of steps) {
          // By force: whoever wanted another value has lost the field.
          for (const other of MANAGERS)
            for (const key in content)
              if (wanted[other]?.[key] !== undefined && wanted[other]![key] !== content[key]) delete wanted[other]![key];
          wanted[manager] = { ...content };
          const object = apply(cluster, manager, content);
          expect(object.data).to.deep.equal(Object.assign({}, ...Object.values(wanted)));
          for (const key in object.data)
            expect(ownersOf(object, key)).to.have.members(MANAGERS.filter((name) => wanted[name]?.[key] !== undefined));
        }
      }),
      SEED,
    );
  });

  it('an update owns what it changes, and nobody else does then', () => {
    fc.assert(
      fc.property(fc.array(applied, { minLength: 1, maxLength: 6 }), data, (steps, change) => {
        const cluster = testCluster();
        let before: any;
        for (const { manager, data: content } of steps) before = apply(cluster, manager, content);
        const { body } = cluster.ask(
          'PATCH',
          `${MAPS}/m`,
          { data: change },
          { headers: { 'content-type': 'application/merge-patch+json', 'user-agent': 'editor/1' } },
        );
        for (const key in change) {
          if (before.data[key] !== change[key]) expect(ownersOf(body, key)).to.deep.equal(['editor']);
          else expect(ownersOf(body, key)).to.deep.equal(ownersOf(before, key));
        }
      }),
      SEED,
    );
  });

  it('containers keep their places, and leave with the last who names them', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    fc.assert(
      fc.property(names, names, (first, second) => {
        const cluster = testCluster();
        const put = (manager: string, containers: string[]) =>
          cluster.handle({
            method: 'PATCH',
            path: `${TEMPLATES}/d?fieldManager=${manager}&force=true`,
            headers: { 'content-type': 'application/apply-patch+yaml' },
            credentials: ADMIN,
            body: {
              apiVersion: 'v1',
              kind: 'PodTemplate',
              metadata: { name: 'd' },
              template: { spec: { containers: containers.map((name) => ({ name, image: `image-${name}` })) } },
            },
          }).body as any;
        const of = (object: any): string[] => object.template.spec.containers.map((c: any) => c.name);
        expect(of(put('ann', first))).to.deep.equal(first);
        expect(of(put('bob', second))).to.deep.equal([...first, ...second.filter((name) => !first.includes(name))]);
        expect(of(put('ann', second))).to.have.members(second);
      }),
      SEED,
    );
  });
});
