import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { emitYaml, readDocuments } from '../../../formats/goyaml/index.ts';
import { marshalIndent } from '../../../formats/gojson.ts';

const TRANSCRIPTS = join(import.meta.dirname, '../../conformance/data/transcripts');

interface Step {
  run: string;
  stdout: string;
  stderr: string;
}

function load(name: string): { files?: Record<string, string>; steps: Step[] } {
  return parse(readFileSync(join(TRANSCRIPTS, name), 'utf8'), { maxAliasCount: -1 });
}

/** What `kubectl create --dry-run=client -o json -f` makes of a file, as far as it is reading. */
function play(name: string, text: string): { stdout: string; stderr: string } {
  const [document] = readDocuments(text);
  if (!document) return { stdout: '', stderr: 'error: no objects passed to create\n' };
  if (document.error !== undefined) return { stdout: '', stderr: `error: error parsing ${name}: ${document.error}\n` };
  const object = document.value as any;
  const refusal = detect(object, document.raw);
  if (refusal) return { stdout: '', stderr: `error: unable to decode "${name}": ${refusal}\n` };
  object.metadata.namespace ??= 'default';
  return { stdout: `${marshalIndent(object, '    ')}\n`, stderr: '' };
}

function detect(object: any, raw: string): string | undefined {
  if (Array.isArray(object)) return 'json: cannot unmarshal array into Go value of type unstructured.detector';
  if (typeof object === 'number') return 'json: cannot unmarshal number into Go value of type unstructured.detector';
  return object.kind ? undefined : `Object 'Kind' is missing in '${raw}'`;
}

describe('goyaml on the recordings', () => {
  const reading = load('yaml-reading.yaml');
  for (const step of reading.steps) {
    const name = step.run.split(' ').at(-1)!;
    it(`reads ${name} as kubectl does: ${step.stderr.trim().split(': ').at(-1) || 'an object'}`, () => {
      expect(play(name, reading.files![name])).to.deep.equal({ stdout: step.stdout, stderr: step.stderr });
    });
  }

  it('words the syntax errors of every other recording', () => {
    let seen = 0;
    for (const file of readdirSync(TRANSCRIPTS)) {
      const { files, steps } = load(file);
      for (const { stderr } of steps) {
        for (const [, name, message] of stderr.matchAll(/error: error parsing (\S+\.yaml): (.*)\n/g)) {
          seen++;
          expect(readDocuments(files![name]).at(-1)?.error, `${file} ${name}`).to.equal(message);
        }
      }
    }
    expect(seen).to.be.greaterThan(20);
  });

  it('finds no syntax error in any other file', () => {
    for (const file of readdirSync(TRANSCRIPTS)) {
      const { files, steps } = load(file);
      const refused = new Set(steps.flatMap(({ stderr }) => [...stderr.matchAll(/error parsing (\S+\.yaml)/g)].map((match) => match[1])));
      for (const [name, text] of Object.entries(files ?? {})) {
        if (refused.has(name) || !name.endsWith('.yaml')) continue;
        expect(
          readDocuments(text).find((document) => document.error),
          `${file} ${name}`,
        ).to.equal(undefined);
      }
    }
  });

  it('writes every recorded YAML byte for byte', () => {
    let seen = 0;
    for (const file of readdirSync(TRANSCRIPTS)) {
      for (const { run, stdout } of load(file).steps) {
        if (!/-o[ =]?yaml/.test(run) || !stdout || stdout.includes('\n---\n')) continue;
        const text = stdout.replaceAll('"<time>"', '"2021-02-03T04:05:06Z"').replaceAll('"<rv>"', '"7"');
        const [document, ...rest] = readDocuments(text);
        if (rest.length || document.error !== undefined) continue;
        seen++;
        expect(emitYaml(document.value!), `${file}: ${run}`).to.equal(text);
      }
    }
    expect(seen).to.be.greaterThan(5);
  });
});
