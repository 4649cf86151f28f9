import { expect } from 'chai';
import { emitYaml } from '../../../formats/goyaml/index.ts';
import type { GoValue } from '../../../formats/gofmt.ts';

const WORDS = 'word '.repeat(20).trim();

/** Value of a field → how it is written behind `a:`. */
const VALUES: [GoValue, string][] = [
  ['plain', ' plain'],
  ['', ' ""'],
  ['yes', ' "yes"'],
  ['y', ' "y"'],
  ['null', ' "null"'],
  ['~', ' "~"'],
  ['1', ' "1"'],
  ['0x1', ' "0x1"'],
  ['1e3', ' "1e3"'],
  ['1_0', ' "1_0"'],
  ['12:30', ' "12:30"'],
  ['2020-01-01', ' "2020-01-01"'],
  ['2020-01-01T00:00:00Z', ' "2020-01-01T00:00:00Z"'],
  ['<<', ' "<<"'],
  ['=', ' ='],
  ['*', " '*'"],
  ['- a', " '- a'"],
  ['-a', ' -a'],
  ['a: b', " 'a: b'"],
  ['a:b', ' a:b'],
  ['a #b', " 'a #b'"],
  ['a#b', ' a#b'],
  ["it's", " it's"],
  ["'", " ''''"],
  ['"', " '\"'"],
  ['{a', " '{a'"],
  ['a, b', ' a, b'],
  [' a', " ' a'"],
  ['a ', " 'a '"],
  ['a\tb', ' "a\\tb"'],
  ['\\', ' \\'],
  ['é', ' é'],
  ['😀', ' "\\U0001F600"'],
  ['\u00a0', ' \u00a0'],
  ['\x7f', ' "\\x7F"'],
  ['---', " '---'"],
  ['@a', " '@a'"],
  ['%a', " '%a'"],
  ['a\r', ' "a\\r"'],
  ['a\nb', ' |-\n  a\n  b'],
  ['a\nb\n', ' |\n  a\n  b'],
  ['a\n\n', ' |+\n  a\n'],
  ['\n', ' |2+\n'],
  [' a\nb', ' |2-\n   a\n  b'],
  ['a \nb', ' "a \\nb"'],
  ['a\n\nb\n', ' |\n  a\n\n  b'],
  ['a\nb ', ' "a\\nb "'],
  [WORDS, ` ${'word '.repeat(16).trim()}\n  word word word word`],
  [`${WORDS}: x`, ` '${'word '.repeat(16).trim()}\n  word word word word: x'`],
  [{}, ' {}'],
  [[], ' []'],
  [null, ' null'],
  [true, ' true'],
  [1.5, ' 1.5'],
  [1e20, ' 1e+20'],
  [1e6, ' 1000000'],
  [1234567.5, ' 1.2345675e+06'],
  [9223372036854775807n, ' 9223372036854775807'],
  [['x', ['w', ['z']], { k: 'v', l: [1] }, [], {}], '\n- x\n- - w\n  - - z\n- k: v\n  l:\n  - 1\n- []\n- {}'],
  [{ b: { c: [{ d: 1 }] } }, '\n  b:\n    c:\n    - d: 1'],
  [['a\nb'], '\n- |-\n  a\n  b'],
];

describe('goyaml writing', () => {
  for (const [value, text] of VALUES) it(`writes ${JSON.stringify(text)}`, () => expect(emitYaml({ a: value })).to.equal(`a:${text}\n`));

  it('writes scalars and lists by themselves', () => {
    expect(emitYaml('a')).to.equal('a\n');
    expect(emitYaml('a\nb')).to.equal('|-\n  a\n  b\n');
    expect(emitYaml([1])).to.equal('- 1\n');
    expect(emitYaml({})).to.equal('{}\n');
  });

  it('sorts keys with their numbers, letters last', () => {
    expect(emitYaml({ b: 1, a10: 1, a2: 1, A: 1, '.': 1, 'f:x': 1, 'k:{"a":1}': 1, a: 1, '1': 1 })).to.equal(
      '.: 1\n"1": 1\nA: 1\na: 1\na2: 1\na10: 1\nb: 1\nf:x: 1\nk:{"a":1}: 1\n',
    );
  });

  it('puts a key that is no simple one behind a question mark', () => {
    expect(emitYaml({ ['k'.repeat(129)]: 1, 'a\nb': { c: [2] } })).to.equal(`? |-\n  a\n  b\n: c:\n  - 2\n? ${'k'.repeat(129)}\n: 1\n`);
  });

  it('leaves out what is undefined', () => {
    expect(emitYaml({ a: undefined as never, b: 1 })).to.equal('b: 1\n');
  });
});
