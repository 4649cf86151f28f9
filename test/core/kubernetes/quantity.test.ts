import { expect } from 'chai';
import fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  goQuantity,
  isWhole,
  nanoOf,
  parseQuantity,
  quantity,
  subtractQuantities,
  wholeValue,
} from '../../../core/kubernetes/quantity.ts';

const SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi'];
const quantities = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constantFrom(...SUFFIXES))
  .map(([amount, suffix]) => `${amount}${suffix}`);
const SEED = { seed: 20 };

describe('quantities', () => {
  const canonical: [string, string][] = [
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['1024', '1024'],
    ['1024Ki', '1Mi'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['1E', '1E'],
    ['-0', '0'],
    ['+1', '1'],
    ['.5', '500m'],
    ['0.1n', '1n'],
    ['1000Ki', '1000Ki'],
  ];
  for (const [text, expected] of canonical) {
    it(`writes ${text} as ${expected}`, () => {
      expect(formatQuantity(quantity(text))).to.equal(expected);
    });
  }

  it('refuses what is none, in the words of Kubernetes', () => {
    const format = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    for (const text of ['', 'x', '1.2.3', '1 Gi', '1-x']) expect(parseQuantity(text), text).to.deep.equal({ error: format });
    for (const text of ['1KiK', '1mm', '1ee', '--1'])
      expect(parseQuantity(text), text).to.deep.equal({ error: "unable to parse quantity's suffix" });
  });

  it('adds and subtracts exactly, in the format of the left side', () => {
    expect(addQuantities('500m', '1')).to.equal('1500m');
    expect(addQuantities('1Gi', '1G')).to.equal('2073741824');
    expect(addQuantities('0', '1Gi')).to.equal('1Gi');
    expect(subtractQuantities('1', '1100m')).to.equal('-100m');
  });

  it('counts a part of a unit as one', () => {
    expect(wholeValue('1500m')).to.equal(2n);
    expect(wholeValue('-1500m')).to.equal(-2n);
    expect(isWhole('1500m')).to.equal(false);
    expect(isWhole('1.5k')).to.equal(true);
  });

  it("prints the struct where Kubernetes' messages do", () => {
    expect(goQuantity('500m').go).to.equal(
      'resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}',
    );
    expect(goQuantity('2Gi').go).to.equal(
      'resource.Quantity{i:resource.int64Amount{value:2147483648, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"BinarySI"}',
    );
  });

  it('come back the same from their canonical form', () => {
    fc.assert(
      fc.property(quantities, (text) => {
        const once = formatQuantity(quantity(text));
        expect(formatQuantity(quantity(once))).to.equal(once);
        expect(nanoOf(once)).to.equal(nanoOf(text));
      }),
      SEED,
    );
  });

  it('are ordered as their amounts are', () => {
    fc.assert(
      fc.property(quantities, quantities, quantities, (a, b, c) => {
        expect(compareQuantities(a, b)).to.equal(-compareQuantities(b, a) || 0);
        expect(compareQuantities(addQuantities(a, c), addQuantities(b, c))).to.equal(compareQuantities(a, b));
        expect(nanoOf(subtractQuantities(addQuantities(a, b), b))).to.equal(nanoOf(a));
      }),
      SEED,
    );
  });
});
