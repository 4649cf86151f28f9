import { expect } from 'chai';
import { noteRefusal, refusals, type Refusal } from '../../core/refusals.ts';
import { memoryStore } from '../../state/memory-store.ts';

const refusal = (message: string, at = 0): Refusal => ({
  at,
  cluster: 'c1',
  method: 'POST',
  path: '/api/v1/namespaces/lab/pods',
  user: { name: 'dev', groups: [] },
  code: 403,
  message,
});

describe('remembered refusals', () => {
  it('come oldest first, and no more than 20', () => {
    const store = memoryStore();
    for (let i = 0; i < 25; i++) noteRefusal(store, refusal(`no ${i}`));
    expect(refusals(store).map((r) => r.message)).to.deep.equal(Array.from({ length: 20 }, (_, i) => `no ${i + 5}`));
  });
  it('stand once, however often a controller tries', () => {
    const store = memoryStore();
    for (let i = 0; i < 3; i++) noteRefusal(store, refusal('again', i));
    expect(refusals(store)).to.deep.equal([refusal('again', 2)]);
  });
  it('of a controller say since when, until it pauses for long', () => {
    const store = memoryStore();
    const controller = { name: 'system:serviceaccount:kube-system:replicaset-controller', groups: [] };
    const hour = 3_600_000;
    for (const at of [0, 600_000, 2 * hour]) {
      noteRefusal(store, { ...refusal('again', at), user: controller });
      expect(refusals(store).map((r) => [r.at, r.again])).to.deep.equal([at === 600_000 ? [0, at] : [at, undefined]]);
    }
  });
});
