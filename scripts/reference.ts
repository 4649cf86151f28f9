// Writes docs/scenarios.md from the schema of scenarios: `npx tsx scripts/reference.ts`. A test checks that it is up to date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from '../scenarios/reference.ts';

writeFileSync(join(import.meta.dirname, '../docs/scenarios.md'), reference());
