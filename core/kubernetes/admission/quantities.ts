/** Arithmetic on quantities (`250m`, `1Gi`), exact, in billionths. */
import { formatQuantity, parseQuantity, type Quantity } from '../schema/quantity.ts';

export function quantity(text: unknown): Quantity {
  const parsed = parseQuantity(String(text ?? '0'));
  return 'error' in parsed ? { nano: 0n, format: 'decimal' } : parsed;
}

export const amount = (text: unknown): bigint => quantity(text).nano;

/** As Go prints it. */
export const quantityText = (of: Quantity): string => formatQuantity(of);

/** The sum, in the format of the first that has one. */
export function sum(quantities: readonly Quantity[]): Quantity {
  return {
    nano: quantities.reduce((total, q) => total + q.nano, 0n),
    format: quantities.find((q) => q.nano !== 0n)?.format ?? quantities[0]?.format ?? 'decimal',
  };
}
