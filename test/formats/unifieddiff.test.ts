import { expect } from 'chai';
import fc from 'fast-check';
import { unifiedHunks } from '../../formats/unifieddiff.ts';

const lines = (...words: string[]): string => words.map((word) => `${word}\n`).join('');

describe('unified diffs', () => {
  it('are empty where nothing differs', () => expect(unifiedHunks('a\n', 'a\n')).to.equal(''));

  it('show three lines around a change', () => {
    const before = lines('1', '2', '3', '4', '5', '6', '7', '8', '9');
    expect(unifiedHunks(before, before.replace('5', 'five'))).to.equal('@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n');
  });

  it('split changes that are far apart', () => {
    const before = lines(...Array.from({ length: 20 }, (_, i) => String(i)));
    expect(unifiedHunks(before, before.replace('1\n', '').replace('18\n', '')).match(/^@@.*$/gm)).to.deep.equal([
      '@@ -1,5 +1,4 @@',
      '@@ -16,5 +15,4 @@',
    ]);
  });

  it('count from nothing', () => expect(unifiedHunks('', 'a\nb\n')).to.equal('@@ -0,0 +1,2 @@\n+a\n+b\n'));
  it('mark a missing newline at the end', () =>
    expect(unifiedHunks('a', 'a\n')).to.equal('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'));

  it('hold all lines of either side that differ', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }).map((words) => lines(...words));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = unifiedHunks(before, after);
        const removed = (hunks.match(/^-/gm) ?? []).length;
        const added = (hunks.match(/^\+/gm) ?? []).length;
        expect(added - removed).to.equal(after.length / 2 - before.length / 2);
        expect(hunks === '').to.equal(before === after);
      }),
      { seed: 7 },
    );
  });
});
