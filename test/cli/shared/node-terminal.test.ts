import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';

describe("this process's terminal", () => {
  let code = '';
  before(async () => {
    const contents = `import { nodeTerminal } from ${JSON.stringify(join(import.meta.dirname, '../../../cli/shared/node-terminal.ts'))};
      const terminal = nodeTerminal();
      const actions = {
        echo: async () => terminal.stdout.write(await terminal.stdin.readAll()),
        lines: async () => terminal.stdout.write(JSON.stringify([await terminal.stdin.readLine(), await terminal.stdin.readLine(), await terminal.stdin.readAll(), await terminal.stdin.readLine() ?? 'end'])),
        much: async () => { for (;;) terminal.stdout.write('x'.repeat(10000) + '\\n'); },
        tty: async () => terminal.stdout.write(JSON.stringify([terminal.stdin.isTTY, terminal.stdout.isTTY, terminal.stdout.columns])),
        wait: async () => { terminal.signal.addEventListener('abort', () => { terminal.stdout.write('interrupted'); process.exit(130); }); terminal.stdout.write('waiting\\n'); await new Promise(() => setInterval(() => undefined, 1000)); },
      };
      actions[process.argv[1]]().then(() => process.exit(0));`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      define: { 'import.meta.url': '"file:///x.js"' },
    });
    code = outputFiles[0]!.text;
  });

  const start = (action: string) => spawn(process.execPath, ['-e', code, action], { env: { ...process.env, COLUMNS: '100' } });
  async function run(action: string, input: string) {
    const child = start(action);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stdin.end(input);
    const [exit] = (await once(child, 'close')) as [number];
    return { exit, out };
  }

  it('passes on all of its input, characters whole', async () => {
    const input = 'ü€'.repeat(60_000);
    expect(await run('echo', input)).to.deep.equal({ exit: 0, out: input });
  });

  it('reads lines, then the rest', async () => {
    expect(JSON.parse((await run('lines', 'one\r\ntwo\nthree\nfour')).out)).to.deep.equal(['one', 'two', 'three\nfour', 'end']);
  });

  it('knows that a pipe is no terminal', async () => {
    expect(JSON.parse((await run('tty', '')).out)).to.deep.equal([false, false, 100]);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = start('much');
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint += String(text)));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'close')).to.deep.equal([141, null]);
    expect(complaint).to.equal('');
  });

  it('gives the first Ctrl-C to the command', async () => {
    const child = start('wait');
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await once(child, 'close')).to.deep.equal([130, null]);
  });
});
