import { expect } from 'chai';
import fc from 'fast-check';
import { applyMergePatch, createMergePatch } from '../../formats/mergepatch.ts';

describe('JSON merge patch', () => {
  it('merges objects, replaces lists and deletes by null', () => {
    expect(applyMergePatch({ a: { b: 1, c: 2 }, l: [1] }, { a: { b: null, d: 3 }, l: [2] })).to.deep.equal({ a: { c: 2, d: 3 }, l: [2] });
  });
  it('drops nulls from objects that it takes over whole', () => {
    expect(applyMergePatch({}, { a: { b: null, c: 1 } })).to.deep.equal({ a: { c: 1 } });
  });
  it('makes patches that lead from one document to another', () => {
    const leaf = fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer()));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof({ maxDepth: 3 }, leaf, tie('tree'))),
    }));
    fc.assert(
      fc.property(tree as fc.Arbitrary<any>, tree as fc.Arbitrary<any>, (from, to) => {
        expect(applyMergePatch(from, createMergePatch(from, to))).to.deep.equal({ ...to });
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
