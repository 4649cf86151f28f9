import { expect } from 'chai';
import { formatJson } from '../../../cli/az/output/json.ts';
import { createLog, uncoloured } from '../../../cli/az/log.ts';
import { startSpinner } from '../../../cli/az/spinner.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';

const said = (tty: boolean) => {
  const terminal = memoryTerminal({ tty });
  const log = createLog(terminal, { verbose: true });
  log.error('no');
  log.warning('careful, of\ntwo lines');
  log.deprecation('old');
  log.notice('new');
  log.info('so');
  log.plain('plain');
  return terminal.err;
};

describe('the log of az', () => {
  it('says by colours on a terminal what it says by words in a pipe', () => {
    expect(said(true)).to.contain('\x1b[91mno\x1b[0m\n');
    expect(said(false)).to.contain('ERROR: no\n');
  });

  it('is without its colours what it is in a pipe', () => {
    expect(uncoloured(said(true))).to.equal(said(false));
  });

  it('leaves a spinner out', async () => {
    const terminal = memoryTerminal({ tty: true });
    (await startSpinner(terminal))!.stop();
    createLog(terminal).warning('done');
    expect(uncoloured(terminal.err)).to.equal('WARNING: done\n');
  });

  it('leaves the colours of JSON out', () => {
    const value = { a: ['b', true, null], c: {} };
    expect(uncoloured(formatJson(value, true))).to.equal(formatJson(value, false));
  });
});
