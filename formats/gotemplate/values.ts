/** The values that a template works on: what apimachinery's util/json decodes (whole numbers are int64s), and what constants and `len` are. */
import { formatFloat, printValue, type GoValue } from '../gofmt.ts';

/** An int, as constants and `len` are. */
export class Int {
  constructor(readonly value: number) {}
}

/** A float64 that a constant made, which may be whole; a whole number of JSON is an int64. */
export class Float {
  constructor(readonly value: number) {}
}

/** A complex128, which only a constant makes. */
export class Complex {
  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {}
}

/** What a number in a template is. */
export type Constant = Int | Float | Complex;

/** undefined is Go's invalid value: what a missing key gives. */
export type Value = null | boolean | number | string | Constant | GoValue[] | { [key: string]: GoValue } | undefined;

/** A value, and whether it stands in an interface{} (a map's or list's element does), which Go's messages tell. */
export interface Operand {
  value: Value;
  boxed: boolean;
}

export function isMap(value: Value): value is { [key: string]: GoValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isConstant(value);
}

function isConstant(value: Value): value is Constant {
  return value instanceof Int || value instanceof Float || value instanceof Complex;
}

/** Whether a number of JSON is an int64. */
export function isInt64(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

/** A number out of its class; a complex one as its text. */
export function plain(value: Value): Exclude<Value, Constant> {
  if (value instanceof Complex) return print(value);
  return value instanceof Int || value instanceof Float ? value.value : value;
}

/** The name of a value's Go type. */
export function typeName(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (value instanceof Int) return 'int';
  if (isInt64(value)) return 'int64';
  if (value instanceof Float) return 'float64';
  if (value instanceof Complex) return 'complex128';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'map[string]interface {}' : 'float64';
}

/** text/template's truth: false, 0, nil and what is empty are not true. */
export function isTrue(value: Value): boolean {
  if (value === null || value === undefined) return false;
  if (value instanceof Int || value instanceof Float) return value.value !== 0;
  if (value instanceof Complex) return value.real !== 0 || value.imaginary !== 0;
  if (Array.isArray(value) || typeof value === 'string') return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return typeof value === 'number' ? value !== 0 : value;
}

/** fmt's %v. */
export function print(value: Value): string {
  if (value instanceof Int) return String(value.value);
  if (value instanceof Float) return formatFloat(value.value);
  if (value instanceof Complex) return `(${formatFloat(value.real)}${withSign(formatFloat(value.imaginary))}i)`;
  return printValue(value ?? null);
}

/** A number's text with its sign, as fmt's + flag has it. */
export function withSign(text: string): string {
  return /^[+-]/.test(text) ? text : `+${text}`;
}

/** fmt.Sprint: a space between two operands of which neither is a string. */
export function sprint(values: Value[]): string {
  return values
    .map((value, i) => {
      const spaced = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return (spaced ? ' ' : '') + print(value);
    })
    .join('');
}
