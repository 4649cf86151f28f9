import { expect } from 'chai';
import { renderMarkdown } from '../../../cli/akslab/learn/markdown.ts';

const style = { bold: (text: string) => `<b>${text}</b>`, cyan: (text: string) => `<c>${text}</c>` };
const rendered = (text: string, columns = 30) => renderMarkdown(text, columns, style);

describe('Markdown at the prompt of learn', () => {
  it('joins the lines of a paragraph, and breaks them where the terminal ends', () => {
    expect(rendered('One two\nthree four five six seven eight.\n\nNext.')).to.equal('One two three four five six\nseven eight.\n\nNext.');
  });

  it('leaves code as it stands', () => {
    expect(rendered('Write:\n\n```yaml\nspec:\n  privileged:    false\n```\n\nand apply.')).to.equal(
      'Write:\n\n    <c>spec:</c>\n    <c>  privileged:    false</c>\n\nand apply.',
    );
  });

  it('hangs the items of lists', () => {
    expect(rendered('- one two three four five six seven\n- two\n  goes on\n10. ten')).to.equal(
      '- one two three four five six\n  seven\n- two goes on\n10. ten',
    );
  });

  it('marks code, bold words and headings, and shows where links lead', () => {
    expect(rendered('## Title\n`get` **now**, see [docs](https://a.b/c).', 80)).to.equal(
      '<b>Title</b>\n<c>`get`</c> <b>now</b>, see docs (https://a.b/c).',
    );
  });

  it('keeps the rows of a table apart', () => {
    expect(rendered('| a | b |\n| --- | --- |\n| 1 | 2 |')).to.equal('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});
