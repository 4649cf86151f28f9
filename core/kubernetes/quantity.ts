/**
 * resource.Quantity: reading and writing (schema/quantity.ts, where the decoder needs them) and arithmetic, exact in billionths.
 *
 * @example addQuantities('500m', '1') // '1500m'
 */
import { formatQuantity, parseQuantity, type Quantity } from './schema/quantity.ts';

export { compareQuantities, formatQuantity, nanoOf, parseQuantity, QUANTITY_ERRORS, type Quantity } from './schema/quantity.ts';

const NANO = 1_000_000_000n;

/** A quantity that is known to be one; text that is none counts as zero. */
export function quantity(text: string | undefined): Quantity {
  const parsed = parseQuantity(text ?? '0');
  return 'error' in parsed ? { nano: 0n, format: 'decimal' } : parsed;
}

function combine(left: string, right: string, sign: 1n | -1n): string {
  const [a, b] = [quantity(left), quantity(right)];
  // Go keeps the format of the left side unless that is zero.
  return formatQuantity({ nano: a.nano + sign * b.nano, format: a.nano === 0n ? b.format : a.format });
}

export const addQuantities = (left: string, right: string): string => combine(left, right, 1n);
export const subtractQuantities = (left: string, right: string): string => combine(left, right, -1n);

/** Quantity.Value: whole units, a fraction counts as one more. */
export function wholeValue(text: string): bigint {
  const { nano } = quantity(text);
  const whole = nano / NANO;
  if (nano % NANO === 0n) return whole;
  return nano > 0n ? whole + 1n : whole - 1n;
}

/** Whether it is a whole number of units. */
export const isWhole = (text: string): boolean => quantity(text).nano % NANO === 0n;

export const isNegative = (text: string): boolean => quantity(text).nano < 0n;

const SUFFIX_EXPONENT: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** As Go's %#v prints the struct, which messages do that forget to call String. */
export function goQuantity(text: string): { go: string } {
  const { nano, format } = quantity(text);
  const canonical = /^([+-]?\d+)([a-zA-Z]?)$/.exec(formatQuantity({ nano, format: format === 'binary' ? 'decimal' : format }));
  const [value, scale] = format === 'binary' || !canonical ? [wholeValue(text), 0] : [canonical[1], SUFFIX_EXPONENT[canonical[2]!] ?? 0];
  const name = { decimal: 'DecimalSI', binary: 'BinarySI', exponent: 'DecimalExponent' }[format];
  const cached = format === 'binary' ? '' : formatQuantity({ nano, format });
  return {
    go: `resource.Quantity{i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${cached}", Format:"${name}"}`,
  };
}
