/** The admission plugins in the order in which the API server runs them. */
import type { AdmissionPlugin } from './types.ts';

export const ADMISSION: readonly AdmissionPlugin[] = [];
