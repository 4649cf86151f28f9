import { parseAllDocuments } from 'yaml';
import { readDocuments } from '../formats/goyaml/index.ts';
import { median, milliseconds, type Bench } from './table.ts';

const ROUNDS = 7;
const ENTRY = '- name: web\n  image: "nginx:1.19"\n  env:\n  - {name: A, value: b}\n  command: [sh, -c, "sleep 1"]\n';
const TEXT = `apiVersion: v1\nitems:\n${ENTRY.repeat(1000)}`;

/** Our go-yaml beside the package that reads scenarios. */
export default {
  title: `YAML of 5,000 lines, read (median of ${ROUNDS})`,
  async run() {
    const [ours, theirs] = [
      () => readDocuments(TEXT),
      () => parseAllDocuments(TEXT).map((document) => (document as { toJS(): unknown }).toJS()),
    ].map(time);
    return [
      { what: 'yaml (npm)', measured: milliseconds(theirs!) },
      { what: 'formats/goyaml', measured: milliseconds(ours!), ratio: ours! / theirs!, against: 'yaml', aim: 1 },
    ];
  },
} satisfies Bench;

function time(read: () => unknown): number {
  read();
  return median(
    Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      read();
      return performance.now() - began;
    }),
  );
}
