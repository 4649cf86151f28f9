import { expect } from 'chai';
import { JsonSyntaxError, decodeNext, marshal, marshalIndent, unmarshal, type GoValue } from '../../formats/gojson.ts';

/** Text → what Go says of it. */
const REFUSALS: [string, string][] = [
  ['', 'unexpected end of JSON input'],
  ['{"a":', 'unexpected end of JSON input'],
  ['{a: b}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['trve', "invalid character 'v' in literal true (expecting 'u')"],
  ['nul', 'unexpected end of JSON input'],
  ['-x', "invalid character 'x' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ['01', "invalid character '1' after top-level value"],
  ['"\n"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ["{'a': 1}", "invalid character '\\'' looking for beginning of object key string"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
];

/** Value → its compact JSON. */
const WRITTEN: [GoValue, string][] = [
  [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  [{ é: 1, Z: 2, z: 3, '😀': 4, '\uffee': 5 }, '{"Z":2,"z":3,"é":1,"\uffee":5,"😀":4}'],
  ['<a & b>\u2028\u2029', '"\\u003ca \\u0026 b\\u003e\\u2028\\u2029"'],
  ['\b\f\n\r\t\x01"\\\x7f', '"\\u0008\\u000c\\n\\r\\t\\u0001\\"\\\\\x7f"'],
  [[0.1, 1e20, 1e21, 1e-6, 1e-7, -0, 9223372036854775807n], '[0.1,100000000000000000000,1e+21,0.000001,1e-7,-0,9223372036854775807]'],
];

describe('gojson', () => {
  for (const [text, message] of REFUSALS) {
    it(`refuses ${JSON.stringify(text)} in Go's words`, () =>
      expect(() => unmarshal(text)).to.throw(JsonSyntaxError, new RegExp(`^${escape(message)}$`)));
  }
  for (const [value, text] of WRITTEN) it(`writes ${text}`, () => expect(marshal(value)).to.equal(text));

  it('leaves out what is undefined', () => {
    expect(marshal({ a: undefined as never, b: 1 })).to.equal('{"b":1}');
  });

  it('indents, and keeps empty collections on their line', () => {
    expect(marshalIndent({ a: [1, { b: {} }], c: [] }, '    ')).to.equal(
      '{\n    "a": [\n        1,\n        {\n            "b": {}\n        }\n    ],\n    "c": []\n}',
    );
  });

  it('leaves HTML as it is where told to', () => {
    expect(marshal('<&>', { escapeHtml: false })).to.equal('"<&>"');
  });

  it('keeps 64 bits of an integer where asked to', () => {
    expect(unmarshal('[9007199254740993, 18446744073709551615, 5, 36893488147419103232]', { exactIntegers: true })).to.deep.equal([
      9007199254740993n,
      18446744073709551615n,
      5,
      36893488147419103232,
    ]);
    expect(unmarshal('9007199254740993')).to.equal(9007199254740992);
  });

  it('takes __proto__ for a name like any other', () => {
    expect(Object.keys(unmarshal('{"__proto__": 1}') as object)).to.deep.equal(['__proto__']);
  });

  it('refuses nesting without end', () => {
    expect(() => unmarshal('['.repeat(20000))).to.throw(JsonSyntaxError, "invalid character '[' exceeded max depth");
    expect(unmarshal(`${'['.repeat(1400)}${']'.repeat(1400)}`)).to.be.an('array');
  });

  it('reads one value of a stream after the other', () => {
    const text = ' {"a":1}\n[2] ';
    expect(decodeNext(text, 0)).to.deep.equal({ value: { a: 1 }, start: 1, end: 8 });
    expect(decodeNext(text, 8)).to.deep.equal({ value: [2], start: 9, end: 12 });
    expect(decodeNext(text, 12)).to.equal(undefined);
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
