import { expect } from 'chai';
import { overlay } from '../../../../core/kubernetes/explain/sandbox.ts';
import { memoryStore } from '../../../../state/memory-store.ts';

function stores() {
  const base = memoryStore();
  for (const key of ['/a/1', '/a/2', '/b/1']) base.put(key, key);
  return { base, copy: overlay(base) };
}
const keys = (entries: readonly { key: string }[]) => entries.map((entry) => entry.key);

describe('a store laid over another', () => {
  it('shows what is below until it is written over', () => {
    const { copy } = stores();
    copy.put('/a/1', 'new');
    expect([copy.get('/a/1')!.value, copy.get('/a/2')!.value]).to.deep.equal(['new', '/a/2']);
  });
  it('lists both in key order, less what was removed', () => {
    const { copy } = stores();
    copy.put('/a/0', 1);
    copy.delete('/a/1');
    expect(keys(copy.list('/a/'))).to.deep.equal(['/a/0', '/a/2']);
    expect(copy.count('/')).to.equal(3);
  });
  it('writes nothing below, and counts its own revisions', () => {
    const { base, copy } = stores();
    const { revision } = base;
    expect(copy.put('/c', 1)).to.equal(revision + 1);
    expect(copy.delete('/nowhere')).to.equal(undefined);
    expect([base.revision, base.get('/c')]).to.deep.equal([revision, undefined]);
  });
});
