import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { tableText, target } from '../../../../scripts/schema/generate.ts';

describe('the table of types', () => {
  it('is what the generator writes: run `npx tsx scripts/schema/generate.ts` after changing its sources', () => {
    expect(readFileSync(target, 'utf8') === tableText()).to.equal(true);
  });
});
