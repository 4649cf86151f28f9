import { SCENARIO } from '../../../scenarios/schema.ts';
import type { Action } from './index.ts';
import { give } from './paths.ts';

/** Prints the JSON Schema of scenario files. */
export const schema: Action = async (args, context) => {
  give(`${JSON.stringify(SCENARIO, null, 2)}\n`, args, context);
  return 0;
};
