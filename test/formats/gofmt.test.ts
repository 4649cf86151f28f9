import { expect } from 'chai';
import { compareBytes, formatFloat, printGoSyntax, printValue, quote } from '../../formats/gofmt.ts';

describe('gofmt', () => {
  it('quotes as strconv.Quote does', () => {
    expect(quote('a"b\\c\n\t\x01\x7fé\u200b😀')).to.equal('"a\\"b\\\\c\\n\\t\\x01\\x7fé\\u200b😀"');
  });

  for (const [value, text] of [
    [0, '0'],
    [0.5, '0.5'],
    [100000, '100000'],
    [1000000, '1e+06'],
    [1234567.5, '1.2345675e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-2.5, '-2.5'],
    [1e100, '1e+100'],
    [Infinity, '+Inf'],
  ] as const) {
    it(`formats the float ${value} as ${text}`, () => expect(formatFloat(value)).to.equal(text));
  }

  it('formats 32-bit floats with no more digits than they have', () => {
    expect(formatFloat(Math.fround(0.1), 32)).to.equal('0.1');
  });

  it('prints maps and lists as %v does', () => {
    expect(printValue({ b: [1, 'x', null], a: { c: true } })).to.equal('map[a:map[c:true] b:[1 x <nil>]]');
    expect(printValue(5000000)).to.equal('5000000');
  });

  it('prints maps and lists as %#v does', () => {
    expect(printGoSyntax({ b: [1, null], a: 'x' })).to.equal('map[string]interface {}{"a":"x", "b":[]interface {}{1, interface {}(nil)}}');
  });

  it('orders text by its UTF-8', () => {
    expect(['😀', '\uffee', 'a', '', 'Z', 'ab'].sort(compareBytes)).to.deep.equal(['', 'Z', 'a', 'ab', '\uffee', '😀']);
  });
});
