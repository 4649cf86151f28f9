import { expect } from 'chai';
import { formatResult } from '../../../cli/az/output/index.ts';
import { dumpYaml } from '../../../cli/az/output/yaml.ts';

const format = (result: unknown, format: string, queried = false) => formatResult(result, { format, colour: false, queried });

describe('output formats', () => {
  it('print nothing of null', () => {
    for (const name of ['json', 'jsonc', 'table', 'tsv', 'yaml', 'yamlc', 'none']) expect(format(null, name), name).to.equal('');
  });

  it('json sorts keys at every depth', () => {
    expect(format({ b: 1, a: { d: [], c: {} } }, 'json')).to.equal('{\n  "a": {\n    "c": {},\n    "d": []\n  },\n  "b": 1\n}\n');
  });

  it('jsonc colours keys, text, words, and white space', () => {
    const [end, gap] = ['\x1b[39;49;00m', '\x1b[37m'];
    const newLine = (indent: string) => `${gap}${end}\n${indent && gap + indent + end}`;
    expect(formatResult({ a: 'x', b: true }, { format: 'jsonc', colour: true, queried: false })).to.equal(
      `{${newLine('  ')}\x1b[94m"a"${end}:${gap} ${end}\x1b[33m"x"${end},${newLine('  ')}` +
        `\x1b[94m"b"${end}:${gap} ${end}\x1b[34mtrue${end}${newLine('')}}${newLine('')}`,
    );
  });

  it('yamlc colours keys, quoted text and white space', () => {
    const end = '\x1b[39;49;00m';
    const gap = (text = '') => `\x1b[37m${text}${end}`;
    const text = (part: string) => `\x1b[33m${part}${end}`;
    const yamlc = (value: unknown) => formatResult(value, { format: 'yamlc', colour: true, queried: false });
    expect(yamlc([{ a: 'x y', b: { c: "it: 'is" } }])).to.equal(
      `-${gap(' ')}\x1b[94ma${end}:${gap(' ')}x y${gap()}\n${gap('  ')}\x1b[94mb${end}:${gap()}\n${gap('    ')}\x1b[94mc${end}:${gap(' ')}` +
        `${text("'")}${text('it:')}\x1b[31m ${end}${text("''")}${text('is')}${text("'")}${gap()}\n`,
    );
    expect(yamlc('x')).to.equal(`x${gap()}\n\x1b[04m\x1b[36m...${end}${gap()}\n`);
  });

  it('table leaves out ids, nulls, lists and objects, and sorts its columns', () => {
    expect(format([{ z: 1, name: 'a', id: '/x', list: [1], no: null, ok: true }], 'table')).to.equal(
      'Name    Ok    Z\n------  ----  ---\na       True  1\n',
    );
  });

  it('table keeps the order that a query wrote', () => {
    expect(format([{ z: 1, name: 'a' }], 'table', true)).to.equal('Z    Name\n---  ------\n1    a\n');
  });

  it('table shows scalars and lists of lists', () => {
    expect(format(['a', 'b'], 'table')).to.equal('Result\n--------\na\nb\n');
    expect(format([[1, null]], 'table')).to.equal('Column1    Column2\n---------  ---------\n1\n');
    expect(format([], 'table')).to.equal('\n');
  });

  it('table is an empty line where there is nothing to show', () => {
    expect(format({ a: {} }, 'table')).to.equal('\n');
    expect(format([{ a: null }, { a: [] }], 'table', true)).to.equal('\n');
  });

  it('table says so where a command cannot make its columns', () => {
    const table = (result: any) => ({ Name: result.deep.name });
    expect(() => formatResult({}, { format: 'table', colour: false, queried: false, table })).to.throw(
      'Table output unavailable. Use the --query option to specify an appropriate query. Use --debug for more info.',
    );
  });

  it('table gives a text of several lines several lines', () => {
    expect(format([{ a: 'one\ntwo', b: 1 }], 'table')).to.equal('A    B\n---  ---\none  1\ntwo\n');
  });

  it('tsv writes lists as their length and objects as nothing', () => {
    expect(format({ b: [1, 2], a: {}, c: null, d: true }, 'tsv')).to.equal('\t2\tNone\tTrue\n');
    expect(format([true, 'x', 3], 'tsv')).to.equal('true\nx\n3\n');
    expect(format([], 'tsv')).to.equal('');
  });
});

describe('yaml, as PyYAML writes it', () => {
  const yaml = (value: unknown) => dumpYaml(value, { sortKeys: true });

  for (const [value, text] of [
    [true, 'true\n...\n'],
    ['text', 'text\n...\n'],
    ['1.0', "'1.0'\n"],
    [{ b: [], a: {} }, 'a: {}\nb: []\n'],
    [{ l: [{ y: 1, x: [2] }] }, 'l:\n- x:\n  - 2\n  y: 1\n'],
    [[['a', 'b'], ['c']], '- - a\n  - b\n- - c\n'],
    [{ a: null, b: '', c: 'null' }, "a: null\nb: ''\nc: 'null'\n"],
    [{ a: 'yes', b: 'on', c: '1.18.8', d: '2021-01-15' }, "a: 'yes'\nb: 'on'\nc: 1.18.8\nd: '2021-01-15'\n"],
    [{ a: "it's", b: ': x', c: '# x', d: 'x: y', e: '-x', f: '- x' }, "a: it's\nb: ': x'\nc: '# x'\nd: 'x: y'\ne: -x\nf: '- x'\n"],
    [{ a: 'x\ny' }, "a: 'x\n\n  y'\n"],
    [{ a: 'x\ty' }, 'a: "x\\ty"\n'],
    [{ a: 'word '.repeat(20).trim() }, `a: ${'word '.repeat(16).trim()}\n  word word word word\n`],
  ] as const) {
    it(`writes ${JSON.stringify(value).slice(0, 60)}`, () => expect(yaml(value)).to.equal(text));
  }
});
