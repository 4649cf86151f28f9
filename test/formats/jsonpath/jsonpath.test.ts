import { expect } from 'chai';
import fc from 'fast-check';
import { JsonPathError, jsonPath, relaxedTemplate } from '../../../formats/jsonpath/index.ts';

const DATA = {
  kind: 'List',
  items: [
    { name: 'a', n: 1, tags: ['x', 'y'], deep: { name: 'inner' } },
    { name: 'b', n: 2.5, ok: true, tags: [] },
    { name: 'c', n: 10, none: null, 'dotted.key': 'd' },
  ],
};

const print = (template: string, options = { allowMissingKeys: true }) => jsonPath(template, options).print(DATA as any);

describe('jsonpath', () => {
  const cases: [template: string, printed: string][] = [
    ['{.kind}', 'List'],
    ['{$.kind} and {@.kind}', 'List and List'],
    ['{.items[*].name}', 'a b c'],
    ["{.items[0]['name','n']}", 'a 1'],
    ['{.items[-1].name}', 'c'],
    ['{.items[-2:].name}', 'b c'],
    ['{.items[0:3:2].name}', 'a c'],
    ['{.items[:1].name}', 'a'],
    ['{.items[1:1].name}', ''],
    ['{..name}', 'a inner b c'],
    ['{.items[?(@.name>"a")].name}', 'b c'],
    ['{.items[?(@.ok)].name}', 'b'],
    ['{.items[?(@.ok==true)].name}', 'b'],
    ['{.items[?(@.name!="b")].name}', 'a c'],
    ["{.items[?(@.name=='b')].n}", '2.5'],
    ['{.items[2].dotted\\.key}', 'd'],
    ["{.items[2]['dotted\\.key']}", 'd'],
    ['{.items[0].tags}', '["x","y"]'],
    ['{.items[0].deep}', '{"name":"inner"}'],
    ['{.items[2].none}', '<nil>'],
    ['{.items[0].tags.*}', 'x y'],
    ['{range .items[*]}{.name}={.n};{end}', 'a=1;b=2.5;c=10;'],
    ['{range .items[*]}[{range .tags[*]}{@},{end}]{end}.', '[x,y,][][].'],
    ['{range .nothing[*]}x{end}after', 'after'],
    ['{"a\\tb"}', 'a\tb'],
    ["{'it\\'s'}", "it's"],
    ['{true}{12}{-1.5}', 'true12-1.5'],
    ['plain', 'plain'],
    ['', ''],
  ];
  for (const [template, printed] of cases) {
    it(`prints ${template} as ${JSON.stringify(printed)}`, () => expect(print(template)).to.equal(printed));
  }

  const errors: [template: string, message: string][] = [
    ['{', 'unclosed action'],
    ['{.a', 'unclosed action'],
    ['{.a[', 'unterminated array'],
    ['{.a[x]}', 'invalid array index x'],
    ['{.a[?(@.b', 'unterminated filter'],
    ['{.a[?(@.b)x', 'unclosed array expect ]'],
    ['{"abc', 'unterminated quoted string'],
    ['{"\\q"}', 'unquote string "\\q" error invalid syntax'],
    ['{.....x}', 'invalid multiple recursive descent'],
    ['{!}', "unrecognized character in action: U+0021 '!'"],
    ['{end}', 'not in range, nothing to end'],
    ['{word}', 'unrecognized identifier word'],
    ['{.items[7].name}', 'array index out of bounds: index 7, length 3'],
    ['{.items[2:1].name}', 'starting index 2 is greater than ending index 1'],
    ['{.items[0:2:0].name}', 'step must be > 0'],
    ['{.kind[0]}', 'string is not array or slice'],
    ['{.kind[?(@.x==1)]}', 'List is not array or slice and cannot be filtered'],
    ['{.items[?(@.name==1)].name}', 'incompatible types for comparison'],
    ['{.items[?(@.n>1)].name}', 'incompatible types for comparison'], // 2.5 is a float, 1 is none
    ['{.items[?(@.deep=="x")].name}', 'invalid type for comparison'],
    ['{.items[?(@.name=~"x")].name}', "unrecognized character in action: U+007E '~'"],
  ];
  for (const [template, message] of errors) {
    it(`refuses ${template}: ${message}`, () => expect(() => print(template)).to.throw(JsonPathError, message));
  }

  it('takes a whole number that no int64 holds for a float, in a filter', () => {
    const rows = { rows: [{ f: 1.5 }, {}, { f: 2e21 }, { f: 0.5 }] };
    expect(jsonPath('{.rows[?(@.f>=1.5)].f}', { allowMissingKeys: true }).print(rows as any)).to.equal('1.5 2e+21');
  });

  it('refuses a field that is not there, unless it may be missing', () => {
    expect(() => print('{.nope}', { allowMissingKeys: false })).to.throw(JsonPathError, 'nope is not found');
    expect(print('{.nope}')).to.equal('');
  });

  it('prints each result as a JSON list where it is told to', () => {
    expect(jsonPath('{.items[*].name}').printAsJson(DATA as any)).to.equal('[\n    "a",\n    "b",\n    "c"\n]\n');
  });

  it('goes on after a range without end, for the whole list once more', () => {
    expect(print('{range .items[*]}x')).to.equal('xxxx');
  });

  it('finds by path what stands there (property)', () => {
    const key = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => /^[a-z]+$/.test(text));
    const value = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]*$/));
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), value, (path, leaf) => {
        const object = path.reduceRight<any>((inner, name) => ({ [name]: inner, other: 0 }), leaf);
        expect(jsonPath(`{.${path.join('.')}}`).find(object)).to.deep.equal([[leaf]]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('slices as arrays do (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 8 }),
        fc.nat(8),
        fc.nat(8),
        fc.integer({ min: 1, max: 3 }),
        (list, from, to, step) => {
          fc.pre(from < list.length && from < to && to <= list.length);
          const expected = list.slice(from, to).filter((_, i) => i % step === 0);
          expect(jsonPath(`{[${from}:${to}:${step}]}`).find(list)).to.deep.equal([expected]);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('never fails but with its own error (property)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}[\].*?@$:,'"()=!<>a-c0-9 \\-]{0,24}$/), (template) => {
        try {
          jsonPath(template, { allowMissingKeys: true }).print(DATA as any);
        } catch (error) {
          expect(error).to.be.instanceOf(JsonPathError);
        }
      }),
      { seed: 11, numRuns: 3000 },
    );
  });

  it('reads the relaxed forms of --sort-by', () => {
    for (const text of ['a.b', '.a.b', '{a.b}', '{.a.b}']) expect(relaxedTemplate(text)).to.equal('{.a.b}');
    expect(relaxedTemplate('{a')).to.equal(undefined);
  });
});
