import { expect } from 'chai';
import { format, median } from '../../bench/table.ts';

describe('bench table', () => {
  it('says what was measured, against what, and whether the aim is met', () => {
    const rows = [
      { what: 'node -e 0', measured: '40.0 ms' },
      { what: 'fast', measured: '50.0 ms', ratio: 1.25, against: 'node -e 0', aim: 1.35 },
      { what: 'slow', measured: '80.0 ms', ratio: 2, against: 'node -e 0', aim: 1.35 },
    ];
    expect(format('Title', rows)).to.equal(
      [
        'Title',
        '             measured  against           aim',
        '  node -e 0  40.0 ms',
        '  fast       50.0 ms   1.25 × node -e 0  at most 1.35  met',
        '  slow       80.0 ms   2.00 × node -e 0  at most 1.35  NOT MET',
        '',
      ].join('\n'),
    );
  });

  it('takes the middle one', () => expect(median([5, 1, 9])).to.equal(5));
});
