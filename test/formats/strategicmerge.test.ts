import { expect } from 'chai';
import fc from 'fast-check';
import {
  applyStrategicMergePatch,
  createThreeWayMergePatch,
  createTwoWayMergePatch,
  MergeError,
  type JsonMap,
  type MergeField,
  type MergeSchema,
} from '../../formats/strategicmerge/index.ts';

const schema = (fields: Record<string, MergeField>): MergeSchema => ({ field: (name) => fields[name] });
const CONTAINER = schema({ env: { strategies: ['merge'], mergeKey: 'name', schema: schema({}) } });
const SPEC = schema({
  containers: { strategies: ['merge'], mergeKey: 'name', schema: CONTAINER },
  finalizers: { strategies: ['merge'] },
  args: { strategies: [] },
  strategy: { strategies: ['retainKeys'], schema: schema({}) },
});
const apply = (document: JsonMap, patch: JsonMap) => applyStrategicMergePatch(document, patch, SPEC);

describe('strategic merge: applying', () => {
  const DOCUMENT = {
    containers: [
      { name: 'a', image: '1' },
      { name: 'b', image: '1' },
    ],
    finalizers: ['x', 'y'],
    args: ['1'],
  };

  it('merges lists by their key and replaces the others', () => {
    expect(apply(DOCUMENT, { containers: [{ name: 'b', image: '2' }], args: ['2'] })).to.deep.equal({
      containers: [
        { name: 'a', image: '1' },
        { name: 'b', image: '2' },
      ],
      finalizers: ['x', 'y'],
      args: ['2'],
    });
  });
  it('puts new items before those that only the server has', () => {
    expect(apply(DOCUMENT, { containers: [{ name: 'c' }] }).containers).to.deep.equal([{ name: 'c' }, ...DOCUMENT.containers]);
  });
  it('changes neither the document nor the patch', () => {
    const patch = { containers: [{ $patch: 'delete', name: 'a' }] };
    const before = JSON.stringify([DOCUMENT, patch]);
    apply(DOCUMENT, patch);
    expect(JSON.stringify([DOCUMENT, patch])).to.equal(before);
  });
  it('deletes an item by its key', () => {
    expect(apply(DOCUMENT, { containers: [{ $patch: 'delete', name: 'a' }] }).containers).to.deep.equal([{ name: 'b', image: '1' }]);
  });
  it('replaces a whole list', () => {
    expect(apply(DOCUMENT, { containers: [{ name: 'z' }, { $patch: 'replace' }] }).containers).to.deep.equal([{ name: 'z' }]);
  });
  it('adds to a list of scalars once, and deletes from it', () => {
    expect(apply(DOCUMENT, { finalizers: ['y', 'z'] }).finalizers).to.have.members(['x', 'y', 'z']);
    expect(apply(DOCUMENT, { '$deleteFromPrimitiveList/finalizers': ['x'] }).finalizers).to.deep.equal(['y']);
  });
  it('orders a list as $setElementOrder says, with what it does not name kept in place', () => {
    const patched = apply(DOCUMENT, { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }], containers: [{ name: 'c' }] });
    expect((patched.containers as JsonMap[]).map((c) => c.name)).to.deep.equal(['c', 'a', 'b']);
  });
  it('clears what $retainKeys does not name', () => {
    expect(
      apply({ strategy: { type: 'RollingUpdate', rollingUpdate: {} } }, { strategy: { $retainKeys: ['type'], type: 'Recreate' } }),
    ).to.deep.equal({ strategy: { type: 'Recreate' } });
  });
  it('refuses fields that $retainKeys leaves out', () => {
    expect(() => apply({ strategy: {} }, { strategy: { $retainKeys: ['type'], other: 1 } })).to.throw(
      MergeError,
      'invalid patch format of retainKeys',
    );
  });
  it('refuses an item without its merge key', () => {
    expect(() => apply(DOCUMENT, { containers: [{ image: '2' }] })).to.throw(
      MergeError,
      'map: map[image:2] does not contain declared merge key: name',
    );
  });
  it('refuses an unknown directive', () => {
    expect(() => apply({ strategy: { a: 1 } }, { strategy: { $patch: 'nope' } })).to.throw(MergeError, 'unknown patch type: nope');
  });
  it('refuses lists of lists', () => {
    expect(() => apply({ finalizers: ['x'] }, { finalizers: [['y']] })).to.throw(MergeError, 'lists of lists are not supported');
  });
});

describe('strategic merge: making patches', () => {
  const value = fc.oneof(fc.constantFrom('1', '2', '3'), fc.integer({ min: 0, max: 3 }));
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
  const item = (name: string) =>
    fc
      .record(
        { image: value, env: names.chain((n) => fc.tuple(...n.map((e) => value.map((v) => ({ name: e, value: v }))))) },
        { requiredKeys: [] },
      )
      .map((rest) => ({ name, ...rest }));
  const document = fc.record(
    {
      containers: names.chain((n) => fc.tuple(...n.map(item))),
      finalizers: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
      args: fc.array(value, { maxLength: 3 }),
      strategy: fc.record({ type: value, other: value }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonMap>;
  /** A merge cannot tell an emptied map or list from an absent one. */
  const solid = (json: unknown): unknown =>
    Array.isArray(json)
      ? json.map(solid)
      : json && typeof json === 'object'
        ? Object.fromEntries(
            Object.entries(json)
              .map(([k, v]) => [k, solid(v)] as const)
              .filter(([, v]) => !(v && typeof v === 'object' && Object.keys(v).length === 0)),
          )
        : json;

  it('makes patches that lead from the original to the modified document', () => {
    fc.assert(
      fc.property(document, document, (original, modified) => {
        const patch = createTwoWayMergePatch(original, modified, SPEC);
        expect(solid(apply(original, patch))).to.deep.equal(solid(modified));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
  it('makes an empty patch of nothing', () => {
    fc.assert(
      fc.property(document, (it) => void expect(createTwoWayMergePatch(it, it, SPEC)).to.deep.equal({})),
      { seed: 7 },
    );
  });
  it('deletes in three ways only what was applied before, and leaves what others set', () => {
    const patch = createThreeWayMergePatch(
      { labels: { a: '1', b: '1' }, containers: [{ name: 'a' }, { name: 'old' }] },
      { labels: { a: '2' }, containers: [{ name: 'a', image: '2' }] },
      { labels: { a: '1', b: '1', theirs: '1' }, containers: [{ name: 'a', image: '1' }, { name: 'old' }, { name: 'sidecar' }] },
      SPEC,
    );
    expect(patch).to.deep.equal({
      labels: { a: '2', b: null },
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [
        { name: 'a', image: '2' },
        { $patch: 'delete', name: 'old' },
      ],
    });
  });
  it('names the keys to retain where the type says so', () => {
    expect(
      createTwoWayMergePatch(
        { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
        { strategy: { type: 'Recreate' } },
        SPEC,
      ),
    ).to.deep.equal({
      strategy: { $retainKeys: ['type'], rollingUpdate: null, type: 'Recreate' },
    });
  });
});
