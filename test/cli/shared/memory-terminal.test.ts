import { expect } from 'chai';
import { memoryFiles } from '../../../cli/shared/memory-files.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';

describe('files in memory', () => {
  const code = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
    return 'none';
  };

  it('are found by relative and absolute paths', () => {
    const files = memoryFiles('/home/me', { 'a.yaml': 'a', '/etc/b': 'b' });
    expect(files.read('/home/me/a.yaml')).to.equal('a');
    expect(files.read('./x/../a.yaml')).to.equal('a');
    expect(files.read('../../etc/b')).to.equal('b');
    expect(files.list('/home')).to.deep.equal(['me']);
    expect(files.stat('a.yaml')).to.deep.equal({ kind: 'file', size: 1, mode: 0o600 });
    expect(files.stat('..')).to.deep.equal({ kind: 'folder', size: 0 });
    expect(files.stat('nothing')).to.equal(undefined);
  });

  it('are written, appended to and removed', () => {
    const files = memoryFiles('/w');
    files.makeFolder('in/ner');
    files.write('in/ner/f', 'one');
    files.append('in/ner/f', ' two');
    expect(files.read('in/ner/f')).to.equal('one two');
    expect(files.list('in')).to.deep.equal(['ner']);
    files.remove('in');
    expect(files.list('.')).to.deep.equal([]);
  });

  it("fail with Node's codes", () => {
    const files = memoryFiles('/w', { f: '' });
    expect(code(() => files.read('nothing'))).to.equal('ENOENT');
    expect(code(() => files.read('.'))).to.equal('EISDIR');
    expect(code(() => files.write('no/folder', ''))).to.equal('ENOENT');
    expect(code(() => files.list('f'))).to.equal('ENOTDIR');
    expect(code(() => files.remove('nothing'))).to.equal('ENOENT');
  });
});

describe('terminal in memory', () => {
  it('keeps both outputs, apart and as they came', () => {
    const terminal = memoryTerminal();
    terminal.stdout.write('a\n');
    terminal.stderr.write('b\n');
    terminal.stdout.write('c\n');
    expect([terminal.out, terminal.err, terminal.all]).to.deep.equal(['a\nc\n', 'b\n', 'a\nb\nc\n']);
  });

  it('reads lines, then the rest, then nothing', async () => {
    const { stdin } = memoryTerminal({ stdin: 'one\ntwo\nthree' });
    expect(await stdin.readLine()).to.equal('one');
    expect(await stdin.readAll()).to.equal('two\nthree');
    expect(await stdin.readLine()).to.equal(undefined);
  });

  it('is interrupted by hand or by a signal', () => {
    const outer = new AbortController();
    const terminal = memoryTerminal({ signal: outer.signal });
    expect(terminal.signal.aborted).to.equal(false);
    terminal.interrupt();
    expect(terminal.signal.aborted).to.equal(true);
    const other = memoryTerminal({ signal: outer.signal });
    outer.abort();
    expect(other.signal.aborted).to.equal(true);
  });
});
