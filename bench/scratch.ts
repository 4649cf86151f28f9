import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder. */
export const scratch = (): string => mkdtempSync(join(tmpdir(), 'akslab-bench-'));
