import { expect } from 'chai';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import type { GoValue } from '../../../formats/gofmt.ts';

function read(text: string): GoValue {
  const [document] = readDocuments(text);
  if (document?.error !== undefined) throw new Error(document.error);
  return document?.value ?? null;
}

function refusal(text: string): string | undefined {
  return readDocuments(text).at(-1)?.error;
}

/** Text of a scalar → what it means. */
const SCALARS: [string, GoValue][] = [
  ['yes', true],
  ['On', true],
  ['y', true],
  ['off', false],
  ['N', false],
  ['yEs', 'yEs'],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['0777', 511],
  ['0o17', 15],
  ['0x1f', 31],
  ['-0b101', -5],
  ['1_000', 1000],
  ['089', 89],
  ['+1', 1],
  ['1e3', 1000],
  ['.5', 0.5],
  ['1.', 1],
  ['1.5.2', '1.5.2'],
  ['190:20:30', '190:20:30'],
  ['2001-01-01', '2001-01-01'],
  ['0x', '0x'],
  ['-', [null]],
  ['<<', '<<'],
  ['a#b', 'a#b'],
  ['a #b', 'a'],
  ['a:b', 'a:b'],
  ['-a', '-a'],
  ['"a\\x41\\u00e9\\n"', 'aAé\n'],
  ["'it''s'", "it's"],
  ['"a\\\n  b"', 'ab'],
  ['"a\n\n b"', 'a\nb'],
  ['!!str 1', '1'],
  ['!!int "3"', 3],
  ['!!float 3', 3],
  ['! 3', 3],
  ['!!binary aGk=', 'hi'],
  ['!local x', 'x'],
  ['|\n  a\n   b\n\n', 'a\n b\n'],
  ['|+\n  a\n\n', 'a\n\n'],
  ['|-\n  a\n', 'a'],
  ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
  ['>\n  a\n   b\n  c\n', 'a\n b\nc\n'],
  ['|1\n  a\n', ' a\n'],
  ['[a, b: c, ]', ['a', { b: 'c' }]],
  ['{a, b: [c]}', { a: null, b: ['c'] }],
  ['{"a":b}', { a: 'b' }],
  ['{a:b}', { 'a:b': null }],
];

/** Text → its JSON value. */
const DOCUMENTS: [string, string, GoValue][] = [
  ['a sequence no deeper than its key', 'a:\n- b\n- c\nd: e', { a: ['b', 'c'], d: 'e' }],
  ['sequences within a line', '- - a\n  - b\n- c: d\n  e: f', [['a', 'b'], { c: 'd', e: 'f' }]],
  ['keys that are no text', '1: a\n1.5: b\ntrue: c\n0x10: d\n1e30: e', { 1: 'a', '1.5': 'b', true: 'c', 16: 'd', '1e+30': 'e' }],
  ['the last of two equal keys', 'a: 1\na: 2', { a: 2 }],
  ['a merge key', 'b: &b {x: 1, z: 2}\nc:\n  <<: *b\n  z: 3', { b: { x: 1, z: 2 }, c: { x: 1, z: 3 } }],
  [
    'merged lists, the first in front',
    'x: &x {a: 1}\nz: &z {a: 2, b: 2}\nc: {<<: [*x, *z]}',
    { x: { a: 1 }, z: { a: 2, b: 2 }, c: { a: 1, b: 2 } },
  ],
  ['tags by a handle', '%TAG !e! tag:yaml.org,2002:\n--- !e!str 5', '5'],
  ['comments everywhere', '# a\na: # b\n  # c\n  b # d\n# e', { a: 'b' }],
];

/** Text → what follows `error converting YAML to JSON: `. */
const REFUSALS: [string, string][] = [
  ['a: b\nc\nd: e', "yaml: line 3: could not find expected ':'"],
  ['a: b\n- c', 'yaml: line 1: did not find expected key'],
  ['a: - b', 'yaml: block sequence entries are not allowed in this context'],
  ['x:\n  a: b\n c: d', 'yaml: line 2: did not find expected key'],
  ['- a\nb: c', "yaml: line 1: did not find expected '-' indicator"],
  ['a: {{ .Values.x }}', 'yaml: invalid map key: map[interface {}]interface {}{".Values.x":interface {}(nil)}'],
  ['? [a, 1]\n: b', 'yaml: invalid map key: []interface {}{"a", 1}'],
  ['a: "\\q"', 'yaml: found unknown escape character'],
  ['a:\n  b: "x\n---\n', 'yaml: line 3: found unexpected end of stream'],
  ['a: |0\n x', 'yaml: found an indentation indicator equal to 0'],
  ['a:\n  b: c\n\td: e', 'yaml: line 3: found a tab character that violates indentation'],
  ['a: !x!y z', 'yaml: found undefined tag handle'],
  ['a: !!int x', 'yaml: cannot decode !!str `x` as a !!int'],
  ['a: !!bool 1', 'yaml: cannot decode !!int `1` as a !!bool'],
  ['a: &a [*a]', "yaml: anchor 'a' value contains itself"],
  ['a: {<<: 1}', 'yaml: map merge requires map or sequence of maps as the value'],
  ['a: \x01', 'yaml: control characters are not allowed'],
  ['a: .inf', 'json: unsupported value: +Inf'],
  ['18446744073709551615: a', 'Unsupported map key of type: uint64, key: 0xffffffffffffffff, value: "a"'],
  ['%YAML 2.0\na: b', 'yaml: found incompatible YAML document'],
];

describe('goyaml reading', () => {
  for (const [text, value] of SCALARS)
    it(`takes ${JSON.stringify(text)} for ${JSON.stringify(value)}`, () => expect(read(`- ${text}`)).to.deep.equal([value]));
  for (const [what, text, value] of DOCUMENTS) it(`reads ${what}`, () => expect(read(text)).to.deep.equal(value));
  for (const [text, message] of REFUSALS) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(refusal(text)).to.equal(`error converting YAML to JSON: ${message}`));
  }

  it('keeps every digit in the JSON text, and in the value where asked to', () => {
    const text = 'a: 9223372036854775807\nb: 18446744073709551616';
    const [plain] = readDocuments(text);
    expect(plain.raw).to.equal('{"a":9223372036854775807,"b":18446744073709552000}');
    expect(plain.value).to.deep.equal({ a: 9223372036854775808, b: 18446744073709552000 });
    expect(readDocuments(text, { exactIntegers: true })[0].value).to.deep.equal({ a: 9223372036854775807n, b: 18446744073709552000 });
  });
});

describe('goyaml documents', () => {
  const values = (text: string): unknown[] => readDocuments(text).map((document) => document.error ?? document.value);

  it('splits at separator lines and leaves out what is empty', () => {
    expect(values('---\na: 1\n---\n---\n# nothing\n---  \nb: 2\n')).to.deep.equal([{ a: 1 }, { b: 2 }]);
  });

  it('splits only where the line holds nothing else', () => {
    expect(values('a: 1\n--- # x\nb: 2\n')).to.deep.equal([{ a: 1 }]);
  });

  it('ends at the first error', () => {
    expect(values('a: 1\n---\n}\n---\nb: 2')).to.deep.equal([
      { a: 1 },
      'error converting YAML to JSON: yaml: did not find expected node content',
    ]);
  });

  it('reads JSON objects one after another', () => {
    expect(values(' {"a": 1}\n{"b": 2}')).to.deep.equal([{ a: 1 }, { b: 2 }]);
    expect(values('{"a": 1}\n{"b": 2,}')).to.deep.equal([
      { a: 1 },
      "json: line 1: invalid character '}' looking for beginning of object key string",
    ]);
    expect(values('{"a": 1')).to.deep.equal(['unexpected EOF']);
    expect(values('{"a": 1,\n "b": %}')).to.deep.equal(["json: line 1: invalid character '%!'(NOVERB) looking for beginning of value"]);
  });

  it('keeps the text of JSON as it stood', () => {
    expect(readDocuments('{"b": 1,  "a": 2}')[0].raw).to.equal('{"b": 1,  "a": 2}');
  });
});
