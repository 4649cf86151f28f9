import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { differences, differential, type Differential } from '../support/door/differential.ts';

const read = (name: string): string => readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8');

/** The real kubectl 1.20.2, which .ci/run unpacks. */
const BINARY = process.env.AKSLAB_REAL_KUBECTL ?? '/opt/real/usr/bin/kubectl';

function versionOf(binary: string): string {
  try {
    return execFileSync(binary, ['version', '--client', '--short'], { encoding: 'utf8' });
  } catch (error) {
    throw new Error(
      `${binary} does not run (${(error as Error).message}). Debian's kubernetes-client has it: apt-get download kubernetes-client && dpkg -x kubernetes-client_*.deb DIR, then AKSLAB_REAL_KUBECTL=DIR/usr/bin/kubectl`,
    );
  }
}

describe('the same line at the real kubectl and at ours', () => {
  let pair: Differential;
  before(async () => {
    expect(versionOf(BINARY)).to.equal('Client Version: v1.20.2\n');
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
