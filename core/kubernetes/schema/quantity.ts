/**
 * Quantities (`500m`, `1Gi`): read, compared and written in canonical form.
 * After k8s.io/apimachinery/pkg/api/resource: amounts below a billionth are rounded up, away from zero.
 */
export interface Quantity {
  /** The amount in billionths. */
  nano: bigint;
  format: 'decimal' | 'binary' | 'exponent';
}

export const QUANTITY_ERRORS = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  suffix: "unable to parse quantity's suffix",
} as const;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const NANO = 1_000_000_000n;
/** Larger exponents than any amount that the real one can hold; it caps at about 2^63 as well. */
const MAX = ((1n << 63n) - 1n) * NANO;

/** Parses a quantity; on failure the message of Go's ParseQuantity. */
export function parseQuantity(text: string): Quantity | { error: string } {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (text === '' || !match) return { error: QUANTITY_ERRORS.format };
  const [, sign, whole, fraction = '', suffix] = match as unknown as [string, string, string, string | undefined, string];
  const scale = readSuffix(suffix);
  if (!scale) return { error: QUANTITY_ERRORS.suffix };
  const digits = BigInt(`0${whole}${fraction}`);
  const exponent = scale.ten - fraction.length + 9;
  const scaled = digits * scale.factor;
  const magnitude =
    exponent > 60 ? (digits === 0n ? 0n : MAX) : exponent >= 0 ? scaled * 10n ** BigInt(exponent) : divideUp(scaled, exponent);
  const capped = magnitude > MAX ? MAX : magnitude;
  return { nano: sign === '-' ? -capped : capped, format: scale.format };
}

const divideUp = (value: bigint, exponent: number): bigint => {
  if (exponent < -400) return value === 0n ? 0n : 1n;
  const by = 10n ** BigInt(-exponent);
  return (value + by - 1n) / by;
};

function readSuffix(suffix: string): { ten: number; factor: bigint; format: Quantity['format'] } | undefined {
  const decimal = DECIMAL.indexOf(suffix);
  if (decimal >= 0) return { ten: (decimal - 3) * 3, factor: 1n, format: 'decimal' };
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) return { ten: 0, factor: 1n << BigInt((binary + 1) * 10), format: 'binary' };
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix);
  return exponent ? { ten: Number(exponent[1]), factor: 1n, format: 'exponent' } : undefined;
}

/** The canonical text: the largest suffix that leaves no fraction. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const negative = nano < 0n;
  const amount = negative ? -nano : nano;
  const binary = format === 'binary' && amount >= 1024n * NANO && amount % NANO === 0n;
  return (negative ? '-' : '') + (binary ? inBinary(amount / NANO) : inDecimal(amount, format === 'exponent'));
}

function inBinary(amount: bigint): string {
  let power = 0;
  while (power < BINARY.length && amount % 1024n === 0n) {
    amount /= 1024n;
    power++;
  }
  return `${amount}${power === 0 ? '' : BINARY[power - 1]}`;
}

function inDecimal(amount: bigint, asExponent: boolean): string {
  let power = 0;
  while (power < DECIMAL.length - 1 && amount % 1000n === 0n) {
    amount /= 1000n;
    power++;
  }
  if (!asExponent) return `${amount}${DECIMAL[power]}`;
  return power === 3 ? `${amount}` : `${amount}e${(power - 3) * 3}`;
}

/** Less than zero, zero or more, as the first is less than, equal to or more than the second. Texts must be quantities. */
export function compareQuantities(a: string, b: string): number {
  const [left, right] = [nanoOf(a), nanoOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A quantity's amount in billionths; 0 where the text is none. */
export function nanoOf(text: string): bigint {
  const parsed = parseQuantity(text);
  return 'error' in parsed ? 0n : parsed.nano;
}
