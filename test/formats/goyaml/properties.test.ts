import { expect } from 'chai';
import fc from 'fast-check';
import { emitYaml, readDocuments } from '../../../formats/goyaml/index.ts';
import { marshal, marshalIndent, unmarshal, JsonSyntaxError, type GoValue } from '../../../formats/gojson.ts';

const SEED = { seed: 20210113, numRuns: 400 };
/** Text as it stands in YAML and around it: the indicators come often. */
const yamlish = fc.string({ unit: fc.constantFrom(...'ab1:-?,[]{}#&*!|>\'"%@` \n\t\\~0.<=_é'), maxLength: 60 });
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  yamlish,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), yamlish), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<GoValue>;

/** JSON has one zero, and text in UTF-8 no lone surrogates. */
function plain(value: GoValue): GoValue {
  return JSON.parse(JSON.stringify(value));
}

describe('goyaml, whatever it is given', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const expected = plain(value);
        const [document] = readDocuments(`---\n${emitYaml(value)}`);
        expect(document?.error).to.equal(undefined);
        expect(plain(document?.value ?? null)).to.deep.equal(expected);
      }),
      SEED,
    );
  });

  it('writes what it has read back as it was', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = emitYaml(value);
        expect(emitYaml(readDocuments(`---\n${text}`)[0]?.value ?? null)).to.equal(text);
      }),
      SEED,
    );
  });

  it('answers any text with documents or an error text, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        for (const { error } of readDocuments(text)) if (error !== undefined) expect(error).to.be.a('string').and.not.equal('');
      }),
      { ...SEED, numRuns: 3000 },
    );
  });

  it('refuses, not hangs on, nesting without end', () => {
    for (const text of [
      '['.repeat(20000),
      '- '.repeat(20000),
      '{a: '.repeat(20000),
      '? '.repeat(20000),
      `x: ${'['.repeat(900)}${']'.repeat(900)}`,
    ]) {
      expect(readDocuments(text)).to.have.length(1);
    }
  });

  it('refuses aliases that would grow without end', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(readDocuments(lines.join('\n'))).to.deep.equal([
      { error: 'error converting YAML to JSON: yaml: document contains excessive aliasing' },
    ]);
  });
});

describe('gojson, whatever it is given', () => {
  it('reads back what it writes, compact and indented', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(plain(unmarshal(marshal(value)))).to.deep.equal(plain(value));
        expect(unmarshal(marshalIndent(value, '    '))).to.deep.equal(unmarshal(marshal(value)));
      }),
      SEED,
    );
  });

  it('accepts and refuses what JSON.parse does', () => {
    const jsonish = fc.string({ unit: fc.constantFrom(...'{}[]",:01.eE+-\\untrlfase \n'), maxLength: 12 });
    fc.assert(
      fc.property(jsonish, (text) => {
        let expected: unknown = JsonSyntaxError;
        try {
          expected = JSON.parse(text);
        } catch {
          // Refused: so must ours.
        }
        let actual: unknown;
        try {
          actual = unmarshal(text);
        } catch (error) {
          actual = (error as Error).constructor;
        }
        expect(actual).to.deep.equal(expected);
      }),
      { ...SEED, numRuns: 3000 },
    );
  });
});
