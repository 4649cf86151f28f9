/** The options of get, list, watch and deletecollection, from the query. After metav1.ListOptions, its conversion and ValidateListOptions. */
import { forbidden, notSupported, type FieldError } from '../field.ts';
import { badRequest, invalid, tooLargeResourceVersion, unknownError } from './errors.ts';
import type { Call, ResourceCall } from './server.ts';

export interface ListOptions {
  /** 0: all. */
  limit: number;
  continue: string;
  /** 0: whatever there is. */
  since: number;
  /** The list must be as it was at `since`. */
  isExact: boolean;
}

const MAX_INT64 = 2n ** 63n - 1n;

/** An integer of the query, as Go's strconv.ParseInt reads it. @throws BadRequest */
export function readInteger(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (value > MAX_INT64 || value < -MAX_INT64 - 1n)
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`);
  return Number(value);
}

/** @throws BadRequest, Invalid, and what the store says of a resourceVersion that is none or not there yet */
export function readListOptions(call: ResourceCall, isWatch = false): ListOptions {
  const { query, server } = call;
  readInteger(call, 'timeoutSeconds');
  const limit = readInteger(call, 'limit') ?? 0;
  const token = query.get('continue') ?? '';
  const given = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const errors = match ? matchErrors(match, given, token, isWatch) : [];
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', name: 'ListOptions' }, '', errors);
  const since = readResourceVersion(given);
  if (!isWatch && !token && since > server.objects.revision) throw tooLargeResourceVersion(since, server.objects.revision);
  // Before there was a match to choose, a limited list of a resourceVersion was that of exactly then.
  const isExact = since > 0 && (match === 'Exact' || (match === '' && limit > 0));
  return { limit, continue: token, since, isExact };
}

function matchErrors(match: string, given: string, token: string, isWatch: boolean): FieldError[] {
  const path = 'resourceVersionMatch';
  const errors: FieldError[] = [];
  if (isWatch) errors.push(forbidden(path, 'resourceVersionMatch is forbidden for watch'));
  if (!given) errors.push(forbidden(path, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
  if (token) errors.push(forbidden(path, 'resourceVersionMatch is forbidden when continue is provided'));
  if (match !== 'Exact' && match !== 'NotOlderThan') errors.push(notSupported(path, match, ['Exact', 'NotOlderThan', '']));
  if (match === 'Exact' && given === '0') errors.push(forbidden(path, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  return errors;
}

/** ParseResourceVersion: what is wrong with it comes out of the store, as no Status of its own. */
function readResourceVersion(text: string): number {
  if (text === '') return 0;
  const shown = JSON.stringify(text);
  const refuse = (why: string): never => {
    throw unknownError(`resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: ${why}`);
  };
  if (!/^\d+$/.test(text)) refuse('invalid syntax');
  if (BigInt(text) >= 2n ** 64n) refuse('value out of range');
  return Number(text);
}
