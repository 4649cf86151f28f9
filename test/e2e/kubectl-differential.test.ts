import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { differences, differential, type Differential } from '../support/door/differential.ts';

const read = (name: string): string => readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8');

/** The real kubectl 1.20.2, where there is one: .ci/run unpacks it. */
const BINARY = process.env.AKSLAB_REAL_KUBECTL ?? '/opt/real/usr/bin/kubectl';

function isReal(): boolean {
  try {
    return execFileSync(BINARY, ['version', '--client', '--short'], { encoding: 'utf8' }) === 'Client Version: v1.20.2\n';
  } catch {
    return false;
  }
}

describe('the same line at the real kubectl and at ours', () => {
  let pair: Differential;
  before(async function () {
    if (!isReal()) return this.skip();
    pair = await differential(BINARY, JSON.parse(read('differential-files.json')));
    for (const line of [
      'apply -f all.yaml',
      'apply -f ct.yaml',
      'create ns other',
      'create ns third',
      'run inother --image=nginx -n other',
    ])
      expect((await pair.prepare(line)).code, line).to.equal(0);
    await pair.catchUp();
  });
  after(() => pair?.close());

  for (const line of read('differential-lines.txt').trim().split('\n'))
    it(line, async () => expect(differences(await pair.both(line))).to.deep.equal([]));
});
