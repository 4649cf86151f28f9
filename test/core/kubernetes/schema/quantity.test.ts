import { expect } from 'chai';
import { compareQuantities, formatQuantity, parseQuantity } from '../../../../core/kubernetes/schema/index.ts';

const canonical = (text: string): string => {
  const parsed = parseQuantity(text);
  return 'error' in parsed ? parsed.error : formatQuantity(parsed);
};

describe('quantities', () => {
  const CASES: [string, string][] = [
    ['0.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['1000m', '1'],
    ['1000', '1k'],
    ['1024Ki', '1Mi'],
    ['100', '100'],
    ['0.1Ki', '102400m'],
    ['1e3', '1e3'],
    ['1E', '1E'],
    ['-1', '-1'],
    ['0Mi', '0'],
    ['0.0000000001', '1n'],
    ['.5', '500m'],
    ['+1', '1'],
  ];
  for (const [text, expected] of CASES) it(`writes ${text} as ${expected}`, () => expect(canonical(text)).to.equal(expected));

  it('refuses what is none', () => {
    expect(canonical('x')).to.match(/^quantities must match the regular expression/);
    expect(canonical('')).to.match(/^quantities must match/);
    expect(canonical('1Kx')).to.match(/^quantities must match/);
    expect(canonical('1KK')).to.equal("unable to parse quantity's suffix");
  });
  it('compares amounts, not texts', () => {
    expect(compareQuantities('1Gi', '1024Mi')).to.equal(0);
    expect(compareQuantities('1G', '1Gi')).to.equal(-1);
    expect(compareQuantities('1', '999m')).to.equal(1);
  });
});
