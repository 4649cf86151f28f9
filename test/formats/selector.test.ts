import { expect } from 'chai';
import fc from 'fast-check';
import { parseFieldSelector, parseLabelSelector, SelectorError } from '../../formats/selector.ts';

const matches = (selector: string, labels: Record<string, string>) => parseLabelSelector(selector).matches(labels);

describe('label selectors', () => {
  for (const [selector, labels, expected] of [
    ['app=web', { app: 'web' }, true],
    ['app==web', { app: 'db' }, false],
    ['app!=web', {}, true],
    ['app', { app: '' }, true],
    ['!app', { app: '' }, false],
    ['app in (web,db)', { app: 'db' }, true],
    ['app in ()', { app: '' }, true],
    ['app in (web,)', { app: '' }, true],
    ['app notin (web)', {}, true],
    ['v>1', { v: '2' }, true],
    ['v<2', { v: 'x' }, false],
    [' app = web , tier ', { app: 'web', tier: 'x' }, true],
    ['in in (in)', { in: 'in' }, true],
    ['', {}, true],
  ] as const) {
    it(`reads ${JSON.stringify(selector)} against ${JSON.stringify(labels)}`, () => expect(matches(selector, labels)).to.equal(expected));
  }
  for (const [selector, message] of [
    ['=web', "found '=', expected: !, identifier, or 'end of string'"],
    ['()', "found '(', expected: !, identifier, or 'end of string'"],
    ['app=web app=db', "found 'app', expected: ',' or 'end of string'"],
    ['app=web,', "found '', expected: identifier after ','"],
    ['app=web,,tier=x', "found ',', expected: identifier after ','"],
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    ['bad key=1', "unable to parse requirement: found 'key', expected: '=', '!=', '==', 'in', notin'"],
    ['v>x', "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer"],
  ] as const) {
    it(`refuses ${selector}`, () => expect(() => parseLabelSelector(selector)).to.throw(SelectorError, message));
  }
  it('agrees with plain comparison for sets', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), word, (values, value) => {
        expect(matches(`k in (${values.join(',')})`, { k: value })).to.equal(values.includes(value));
        expect(matches(`k notin (${values.join(',')})`, { k: value })).to.equal(!values.includes(value));
      }),
      { seed: 1 },
    );
  });
});

describe('field selectors', () => {
  it('reads terms and escapes', () => {
    expect(parseFieldSelector('a=b,c!=d\\,e,,f==')).to.deep.equal([
      { field: 'a', isEqual: true, value: 'b' },
      { field: 'c', isEqual: false, value: 'd,e' },
      { field: 'f', isEqual: true, value: '' },
    ]);
  });
  it('refuses a term without operator', () => {
    expect(() => parseFieldSelector('a')).to.throw(SelectorError, "invalid selector: 'a'; can't understand 'a'");
  });
});
