import { Readable, Writable } from 'node:stream';
import type { Input, Output } from '../shared/terminal.ts';

/** What keys were typed instead of a line: Ctrl-D on an empty one, Ctrl-C. */
export type Left = 'end of input' | 'interrupted';

/**
 * A line typed on a terminal. inquirer reads the keys and edits the line; what shows of it is what a terminal echoes by itself, as it does
 * for Python's input(): the question is not painted again, and nothing is coloured.
 */
export async function readTyped(stdin: Input, stdout: Output, hidden: boolean): Promise<{ line: string } | Left> {
  const { createPrompt, isEnterKey, useEffect, useKeypress, useState } = await import('@inquirer/core');
  const keys = keysOf(stdin);
  const show = hidden ? () => {} : echoOn(stdout);
  const prompt = createPrompt<{ line: string } | Left, null>((_, done) => {
    const [line, setLine] = useState('');
    useEffect((editor) => {
      editor.on('close', () => done('end of input'));
    }, []);
    useKeypress((key, editor) => {
      if (isEnterKey(key)) return done({ line });
      setLine(editor.line);
      show(editor.line);
    });
    return '';
  });
  try {
    const answer = await prompt(null, { input: keys.stream, output: nowhere() });
    if (typeof answer === 'object') stdout.write('\n');
    return answer;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExitPromptError')) throw error;
    stdout.write('^C');
    return 'interrupted';
  } finally {
    keys.close();
  }
}

/** inquirer's own painting of the line. */
const nowhere = () => new Writable({ write: (_chunk, _encoding, written) => written() });

/** Shows each next state of a line: what is added, or what is taken away, with backspaces. */
function echoOn(stdout: Output): (line: string) => void {
  let shown = '';
  return (line) => {
    const [before, after] = [[...shown], [...line]];
    let same = 0;
    while (same < before.length && before[same] === after[same]) same++;
    stdout.write('\b \b'.repeat(before.length - same) + after.slice(same).join(''));
    shown = line;
  };
}

/** The keys of a terminal as a stream that takes no key more than the prompt needs: what is typed ahead is for the next one, or the shell. */
function keysOf(stdin: Input): { stream: NodeJS.ReadableStream; close(): void } {
  let open = true;
  let reading = false;
  const stream = new Readable({
    read() {
      if (!reading) void pump();
    },
  });
  async function pump(): Promise<void> {
    reading = true;
    while (open) {
      stream.push((await stdin.readKey()) ?? null);
      if (stream.readableEnded) return;
      // The prompt ends, where this key ends it, before the next one is read.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return {
    stream: Object.assign(stream, { setRawMode: (raw: boolean) => stdin.setRaw(raw) }),
    close() {
      open = false;
      stdin.setRaw(false);
      stream.destroy();
    },
  };
}
