import { expect } from 'chai';
import { naturalLess, sortBy } from '../../../../cli/kubectl/print/sort.ts';

describe('kubectl: --sort-by', () => {
  const sort = (values: unknown[]) => sortBy(values, '.v', (v) => ({ v }) as any);

  it('sorts numbers, truth values and texts', () => {
    expect(sort([10, 9, 1])).to.deep.equal([1, 9, 10]);
    expect(sort([true, false])).to.deep.equal([false, true]);
    expect(sort(['b', 'a10', 'a9'])).to.deep.equal(['a9', 'a10', 'b']);
  });

  it('sorts quantities by what they are', () => expect(sort(['1Gi', '200Mi', '2k'])).to.deep.equal(['2k', '200Mi', '1Gi']));

  it('keeps the order of equals', () => {
    const items = [
      { k: 1, n: 'x' },
      { k: 0, n: 'y' },
      { k: 1, n: 'z' },
    ];
    expect(sortBy(items, 'k', (item) => item as any).map(({ n }) => n)).to.deep.equal(['y', 'x', 'z']);
  });

  it('puts what has no such field first', () =>
    expect(sortBy([{ a: 2 }, {}, { a: 1 }], '{.a}', (item) => item as any)).to.deep.equal([{}, { a: 1 }, { a: 2 }]));

  it('refuses a field that nothing has, and what cannot be sorted', () => {
    expect(() => sortBy([{}], '.a.b', (item) => item as any)).to.throw(
      'couldn\'t find any field with path "{.a.b}" in the list of objects',
    );
    expect(() => sort([{}, {}])).to.throw('unsortable type: map[string]interface {}');
  });

  it('compares digits in names as numbers', () => {
    expect(naturalLess('web-2', 'web-10')).to.equal(true);
    expect(naturalLess('web-010', 'web-10')).to.equal(false);
    expect(naturalLess('web', 'web-1')).to.equal(true);
  });
});
