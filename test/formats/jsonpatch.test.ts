import { expect } from 'chai';
import { applyJsonPatch, JsonPatchError, readJsonPatch } from '../../formats/jsonpatch.ts';

const patch = (document: any, ...operations: any[]) => applyJsonPatch(document, operations);

describe('JSON patch', () => {
  it('adds, replaces, removes, moves and copies', () => {
    expect(
      patch(
        { a: { b: 1 }, list: [1, 2] },
        { op: 'add', path: '/list/1', value: 9 },
        { op: 'add', path: '/list/-', value: 3 },
        { op: 'replace', path: '/a/b', value: 2 },
        { op: 'copy', from: '/a', path: '/c' },
        { op: 'move', from: '/a/b', path: '/d' },
        { op: 'remove', path: '/list/0' },
      ),
    ).to.deep.equal({ a: {}, list: [9, 2, 3], c: { b: 2 }, d: 2 });
  });
  it('leaves the document alone', () => {
    const document = { a: [1] };
    patch(document, { op: 'add', path: '/a/-', value: 2 });
    expect(document).to.deep.equal({ a: [1] });
  });
  it('reads ~0 and ~1 in paths', () => {
    expect(patch({}, { op: 'add', path: '/a~1b~0c', value: 1 })).to.deep.equal({ 'a/b~c': 1 });
  });
  it('replaces a key that is not there, as evanphx 4.9 does', () => {
    expect(patch({}, { op: 'replace', path: '/a', value: 1 })).to.deep.equal({ a: 1 });
  });
  it('takes a test for null of an absent key as passed', () => {
    expect(patch({ a: {} }, { op: 'test', path: '/a/b', value: null })).to.deep.equal({ a: {} });
  });
  for (const [what, operation, message] of [
    ['a failed test', { op: 'test', path: '/a', value: 2 }, 'testing value /a failed: test failed'],
    [
      'the removal of what is not there',
      { op: 'remove', path: '/b' },
      "error in remove for path: '/b': Unable to remove nonexistent key: b: missing value",
    ],
    [
      'a path that leads nowhere',
      { op: 'add', path: '/x/y', value: 1 },
      'add operation does not apply: doc is missing path: "/x/y": missing value',
    ],
    [
      'an index past the end',
      { op: 'add', path: '/l/5', value: 1 },
      "error in add for path: '/l/5': Unable to access invalid index: 5: invalid index referenced",
    ],
    ['a path that is no text', { op: 'add', path: true, value: 1 }, 'json: cannot unmarshal bool into Go value of type string'],
    ['an operation without path', { op: 'add', value: 1 }, 'operation missing path field: missing value'],
    ['an unknown operation', { op: 'nope', path: '/a' }, 'Unexpected kind: nope'],
  ] as const) {
    it(`refuses ${what}`, () => expect(() => patch({ a: 1, l: [] }, operation as any)).to.throw(JsonPatchError, message));
  }
  it('refuses a patch that is no list', () => {
    expect(() => readJsonPatch({})).to.throw('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  });
});
