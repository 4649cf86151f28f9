import { expect } from 'chai';
import { mend } from '../../../scenarios/import/mend.ts';
import { yamlError } from '../../../scenarios/lint.ts';

describe('scenarios: mending indentation', () => {
  it('moves a list item that stands one space left of where it may', () => {
    expect(mend("spec:\n  a: 1\n  volumes:\n - '*'\n", yamlError)).to.deep.equal({
      text: "spec:\n  a: 1\n  volumes:\n  - '*'\n",
      moves: [{ line: 4, by: 1 }],
    });
  });

  it('moves several keys, each one space', () => {
    const text = 'rules:\n- apiGroups:\n  - extensions\n   resources:\n  - psp\n   verbs:\n  - use\n';
    expect(mend(text, yamlError)).to.deep.equal({
      text: text.replace(/^ {3}/gm, '  '),
      moves: [
        { line: 4, by: -1 },
        { line: 6, by: -1 },
      ],
    });
  });

  it('leaves a text that reads as it is', () => {
    expect(mend('a: 1\n', yamlError)).to.deep.equal({ text: 'a: 1\n', moves: [] });
  });

  it('gives up where no shift helps', () => {
    expect(mend('a: "open\n', yamlError)).to.equal(undefined);
  });
});
