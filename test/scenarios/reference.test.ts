import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from '../../scenarios/reference.ts';
import { DEFINITIONS, SCENARIO } from '../../scenarios/schema.ts';

describe('scenarios: the reference', () => {
  it('is what the schema says: npx tsx scripts/reference.ts writes it', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8')).to.equal(reference());
  });

  it('names every key', () => {
    const keys = [SCENARIO, ...Object.values(DEFINITIONS)].flatMap((schema) => Object.keys(schema.properties ?? {}));
    for (const key of keys) expect(reference()).to.contain(`\`${key}\``);
  });
});
