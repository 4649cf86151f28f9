/** Turns a recorded output into an expectation that holds on another run: uids, times, suffixes and addresses become wildcards. */
import { isTable, layOut } from './import/output.ts';
import { cells } from './expect.ts';
import type { Matcher } from './types.ts';

const WILDCARD = '[..]';
const CHANGING: RegExp[] = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)/g,
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g,
  /(?<=resourceVersion"?: ?)"\d+"/g,
  /(?<=Resource Version: +)\d+/g,
  // A pod of a replica set, a replica set, a token secret: names end in the alphabet of generated names.
  /(?<=-)[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g,
  /(?<=-)[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g,
  /(?<=-token-)[bcdfghjklmnpqrstvwxz2456789]{5}\b/g,
  /\b10\.(240|244|0)\.\d+\.\d+\b/g,
  // Keys and certificates: made anew each time, whatever the seed.
  /(?<=ssh-(rsa|ed25519) )[A-Za-z0-9+/=]{40,}/g,
  /\b(?:LS0tLS|eyJ)[A-Za-z0-9+/=._-]{40,}/g,
  /(?<=-)[0-9a-f]{8}(?=\.(hcp|privatelink|portal)\b)/g,
  /\baks-\w+-\d{8}-vmss\w{6}\b/g,
];
/** Columns whose values change from run to run whatever they are. */
const CHANGING_COLUMNS = /^(AGE|LAST SEEN|CREATED AT)$/;

export function generalise(output: string): Matcher {
  if (output === '') return { empty: true };
  if (isTable(output) && !/\n\n/.test(output)) return { table: generaliseTable(output) };
  const general = replaceAll(output);
  return general === output ? output : { lines: general };
}

function generaliseTable(output: string): string {
  const [header, ...rows] = cells(output);
  const general = rows.map((row) => row.map((cell, i) => (CHANGING_COLUMNS.test(header![i]!) && cell ? WILDCARD : replaceAll(cell))));
  return layOut([header!, ...general]);
}

const replaceAll = (text: string): string => CHANGING.reduce((result, pattern) => result.replace(pattern, WILDCARD), text);
