import { expect } from 'chai';
import { styleFor, width, wrap } from '../../../cli/shared/style.ts';

describe('style', () => {
  const output = { isTTY: false, columns: 80, write: () => undefined };

  it('counts the columns that a text takes, colours left out', () => {
    const style = styleFor(output, { LANG: 'C.UTF-8' }, 'always');
    expect(style.fail).to.equal('\u001b[31m✘\u001b[39m');
    expect(width(`  ${style.fail} `)).to.equal(4);
  });

  it('breaks a paragraph at spaces, each line indented', () => {
    expect(wrap('one two three four five six', 22, '  ')).to.equal('  one two three four\n  five six');
  });
});
