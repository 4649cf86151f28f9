import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { akslab } from '../../cli/akslab/index.ts';
import type { Program } from '../../cli/shared/lab.ts';
import { memoryHost } from '../../scenarios/host.ts';
import { openSession } from '../../scenarios/session.ts';
import { blocksOf } from './blocks.ts';

const PAGE = new URL('../../docs/pod-security-policy.md', import.meta.url);

describe('docs/pod-security-policy.md', function () {
  this.timeout(60_000);

  it('shows what its commands print, typed in order', async () => {
    const session = await openSession({ host: memoryHost(), programs: { akslab: akslab as unknown as Program } });
    try {
      for (const block of blocksOf(readFileSync(PAGE, 'utf8'))) {
        if (block.kind === 'file') session.writeFiles({ [block.name]: block.text });
        if (block.kind === 'sh') {
          for (const command of block.commands) {
            const { code, stdout, stderr } = await session.run(command);
            expect(code, `${command}\n${stdout}${stderr}`).to.equal(0);
          }
        }
        if (block.kind === 'console') {
          for (const { command, output } of block.runs) {
            const { stdout, stderr } = await session.run(command);
            expect((stdout + stderr).trimEnd(), command).to.equal(output);
          }
        }
      }
    } finally {
      session.close();
    }
  });
});
