import { expect } from 'chai';
import { parseQuery } from '../../../cli/az/query/ast.ts';
import { evaluate } from '../../../cli/az/query/evaluate.ts';

const DATA = {
  name: 'c1',
  tags: null,
  pools: [
    { name: 'b', count: 3, labels: { a: '1' } },
    { name: 'a', count: 1, labels: null },
  ],
  nested: [[1, 2], [3], 4],
  empty: [],
};
const run = (query: string) => evaluate(parseQuery(query)!, DATA);
const failure = (query: string) => {
  try {
    run(query);
    return 'no failure';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('--query', () => {
  for (const [query, result] of [
    ['name', 'c1'],
    ['foo.bar', null],
    ['pools[].name', ['b', 'a']],
    ['pools[*].labels.a', ['1']],
    ['pools[?count > `1`].name', ['b']],
    ["pools[?name=='a'] | [0].count", 1],
    ["pools[?starts_with(name, 'b')].count | [0]", 3],
    ['pools[-1].name', 'a'],
    ['pools[::-1].name', ['a', 'b']],
    ['nested[]', [1, 2, 3, 4]],
    ['nested[0][1:]', [2]],
    ['length(pools)', 2],
    ['sort_by(pools, &name)[].name', ['a', 'b']],
    ['max_by(pools, &count).name', 'b'],
    [
      'pools[].[name, count]',
      [
        ['b', 3],
        ['a', 1],
      ],
    ],
    ['{n: name, t: tags}', { n: 'c1', t: null }],
    ['tags || name', 'c1'],
    ['tags && name', null],
    ['!empty', true],
    ['pools[?count].name', ['b', 'a']],
    ["join(',', pools[].name)", 'b,a'],
    ['to_string(pools[0].labels)', '{"a":"1"}'],
    ['type(tags)', 'null'],
    ['not_null(tags, name)', 'c1'],
    ['map(&count, pools)', [3, 1]],
    ['*.count', []],
    ['pools[0].*', ['b', 3, { a: '1' }]],
    ["contains(name, 'c')", true],
    ['name > `1`', null],
    ['pools[?labels!=null].name', ['b']],
    ['max_by(`[{"k": 1, "n": "a"}, {"k": 1, "n": "b"}]`, &k).n', 'a'],
    ['length(@.pools)', 2],
    ['sort_by(@.pools[?count], &count)[].name', ['a', 'b']],
    ['max_by(@.{p: pools}.p, &count).name', 'b'],
    ["starts_with(@.name, 'c',)", true],
    ['to_string(`é`)', 'é'],
    ['to_string(`["é"]`)', '["\\u00e9"]'],
    ["'it\\'s'", "it's"],
    ['nested[::2]', [[1, 2], 4]],
    ['(pools[0] | name) || empty', 'b'],
    ['`{`', '{'],
    ['*', ['c1', [DATA.pools[0], DATA.pools[1]], [[1, 2], [3], 4], []]],
  ] as const) {
    it(`evaluates ${query}`, () => expect(run(query)).to.deep.equal(result));
  }

  for (const query of [
    '',
    '[?foo',
    'foo..bar',
    'foo bar',
    'foo(',
    '.foo',
    'foo.',
    '[?a=`1`]',
    '[::1:2]',
    'foo(@',
    '"foo"(@)',
    '{a:b',
    '{,}',
    'a-b',
    '#',
    "'open",
    '@name',
    '[*',
    'a[b]',
  ]) {
    it(`refuses ${JSON.stringify(query)}`, () => expect(parseQuery(query)).to.equal(undefined));
  }

  for (const [query, message] of [
    ['foo(@)', 'Unknown function: foo()'],
    ['length()', 'Expected 1 argument for function length(), received 0'],
    ['not_null()', 'Expected at least 1 argument for function not_null(), received 0'],
    [
      'length(tags)',
      "In function length(), invalid type for value: None, expected one of: ['string', 'array', 'object'], received: \"null\"",
    ],
    ['abs(name)', 'In function abs(), invalid type for value: c1, expected one of: [\'number\'], received: "string"'],
    ['sum(pools[].name)', 'In function sum(), invalid type for value: b, expected one of: [\'array-number\'], received: "str"'],
    [
      'max([name, tags])',
      "In function max(), invalid type for value: None, expected one of: ['array-number', 'array-string'], received: \"NoneType\"",
    ],
    [
      'join(name, [{a: name}])',
      "In function join(), invalid type for value: OrderedDict([('a', 'c1')]), expected one of: ['array-string'], received: \"OrderedDict\"",
    ],
    ['avg(name)', 'In function avg(), invalid type for value: c1, expected one of: [\'array-number\'], received: "string"'],
    [
      'max_by(pools, &labels)',
      "In function max_by(), invalid type for value: {'a': '1'}, expected one of: ['number', 'string'], received: \"object\"",
    ],
    [
      'sort_by(pools, &labels)',
      "In function sort_by(), invalid type for value: {'name': 'b', 'count': 3, 'labels': {'a': '1'}}, expected one of: ['string', 'number'], received: \"object\"",
    ],
  ] as const) {
    it(`fails on ${query}`, () => expect(failure(query)).to.equal(message));
  }
});
