import { expect } from 'chai';
import { createTimers } from '../../../../core/kubernetes/controllers/timers.ts';
import { memoryStore } from '../../../../state/memory-store.ts';

describe('timers', () => {
  const setUp = () => {
    const store = memoryStore();
    return { store, timers: createTimers(store, 'c') };
  };
  const drain = (timers: ReturnType<typeof createTimers>): string[] => {
    const out: string[] = [];
    for (let timer = timers.first(); timer; timer = timers.first()) {
      out.push(`${timer.due} ${timer.controller} ${timer.key}`);
      timers.take(timer);
    }
    return out;
  };

  it('come in the order in which they are due', () => {
    const { timers } = setUp();
    for (const [due, key] of [
      [900, 'b'],
      [1000, 'a/x'],
      [5, 'c'],
    ] as const)
      timers.set({ due, controller: 'k', key });
    expect(drain(timers)).to.deep.equal(['5 k c', '900 k b', '1000 k a/x']);
  });
  it('are one a key, the earliest', () => {
    const { timers, store } = setUp();
    for (const due of [10, 20, 5]) timers.set({ due, controller: 'k', key: 'a' });
    expect(drain(timers)).to.deep.equal(['5 k a']);
    expect(store.list('/clusters/c/')).to.deep.equal([]);
  });
  it('can be taken back', () => {
    const { timers } = setUp();
    timers.set({ due: 10, controller: 'k', key: 'a' });
    timers.cancel('k', 'a');
    expect(timers.first()).to.equal(undefined);
  });
  it('are found again by another process', () => {
    const { timers, store } = setUp();
    timers.set({ due: 10, controller: 'k', key: 'ns/a' });
    expect(createTimers(store, 'c').first()).to.deep.equal({ due: 10, controller: 'k', key: 'ns/a' });
  });
});
