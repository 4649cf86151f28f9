import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import { compileTemplate, executeTemplate, TemplateParseError } from '../../../formats/gotemplate/index.ts';
import type { GoValue } from '../../../formats/gofmt.ts';

const TRANSCRIPTS = join(import.meta.dirname, '../../conformance/data/transcripts');

function load(name: string): { files: Record<string, string>; steps: { run: string; stdout: string; stderr: string }[] } {
  return parse(readFileSync(join(TRANSCRIPTS, name), 'utf8'));
}

/** What the shell makes of the template in a command line. */
function templateOf(run: string): string | undefined {
  const quoted = /-o go-template='(.*)'$/.exec(run);
  return quoted?.[1].replaceAll("'\\''", "'");
}

function listOf(texts: string[]): { [key: string]: GoValue } {
  const items = texts.flatMap((text) => readDocuments(text)).map((document) => document.value!);
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '', selfLink: '' } };
}

function run(template: string, object: { [key: string]: GoValue }): { stdout: string; stderr: string } {
  try {
    const { stdout, error } = executeTemplate(compileTemplate(template), object);
    return { stdout, stderr: error === undefined ? '' : `error: ${error}\n` };
  } catch (error) {
    if (error instanceof TemplateParseError) return { stdout: '', stderr: `error: ${error.message}\n` };
    throw error;
  }
}

describe('gotemplate on the recordings', () => {
  const expressions = load('expressions.yaml');
  const configMaps = listOf(['web.yaml', 'db.yaml', 'api.yaml'].map((name) => expressions.files[name]));
  const formats = load('get-formats.yaml');
  const pods = listOf([formats.files['pods.yaml']]);
  (pods.items as { metadata: { name: string } }[]).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));

  for (const [steps, object] of [
    [expressions.steps, configMaps],
    [formats.steps, pods],
  ] as const) {
    for (const step of steps) {
      const template = templateOf(step.run);
      if (template === undefined) continue;
      it(`prints ${template}`, () => {
        expect(run(template, object)).to.deep.equal({ stdout: step.stdout, stderr: step.stderr });
      });
    }
  }
});
