/** Objects that a query wrote out, jmespath.py's OrderedDicts: their keys keep the written order in tables and tsv. */
const written = new WeakSet<object>();

export const markWritten = <T extends object>(value: T): T => {
  written.add(value);
  return value;
};
export const isWritten = (value: unknown): boolean => typeof value === 'object' && value !== null && written.has(value);
