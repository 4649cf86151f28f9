/** Ranges of ids, as the user, group and port rules share them. */
import type { Range } from './policy.ts';

export const within = (ranges: readonly Range[], id: number): boolean => ranges.some((r) => id >= r.min && id <= r.max);

/** Go's %v of []IDRange: `[{0 1} {1000 2000}]`. */
export const rangesText = (ranges: readonly Range[]): string => `[${ranges.map((r) => `{${r.min} ${r.max}}`).join(' ')}]`;

/** Go's %#v of []int64: `[]int64{100, 3000}`. */
export const idsText = (ids: readonly number[] | undefined): string => (ids ? `[]int64{${ids.join(', ')}}` : '[]int64(nil)');
