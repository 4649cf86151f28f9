import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A terminal in which a person's typing is played: a tmux session of its own server. */
export interface TypedTerminal {
  /** Types text and Enter. */
  type(text: string): Promise<void>;
  /** Pastes several lines at once, as from the clipboard. */
  paste(text: string): Promise<void>;
  /** Sends a key by tmux's name: `C-c`, `Enter`. */
  key(name: string): Promise<void>;
  /** Everything shown since the last `clear`, trailing blanks left out. */
  screen(): string;
  /** Waits until the screen matches, and returns it; fails with the screen after `seconds`. */
  until(pattern: RegExp, seconds?: number): Promise<string>;
  clear(): Promise<void>;
  end(): void;
}

export function openTerminal(
  command: string,
  options: { env?: Record<string, string>; cwd?: string; columns?: number } = {},
): TypedTerminal {
  const socket = `akslab-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const tmux = (...args: string[]) => execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  const env = Object.entries(options.env ?? {}).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  tmux('new-session', '-d', '-x', String(options.columns ?? 160), '-y', '50', ...env, ...(options.cwd ? ['-c', options.cwd] : []), command);
  tmux('set-option', '-g', 'history-limit', '50000');
  tmux('set-option', '-g', 'remain-on-exit', 'on');
  const screen = () =>
    tmux('capture-pane', '-p', '-J', '-S', '-')
      .replace(/[ \t]+$/gm, '')
      .trimEnd();
  return {
    async type(text) {
      tmux('send-keys', '-l', '--', text);
      tmux('send-keys', 'Enter');
    },
    async paste(text) {
      tmux('set-buffer', '--', text.endsWith('\n') ? text : `${text}\n`);
      tmux('paste-buffer');
    },
    key: async (name) => void tmux('send-keys', name),
    screen,
    async until(pattern, seconds = 20) {
      for (const end = Date.now() + seconds * 1000; ; await sleep(50)) {
        const now = screen();
        if (pattern.test(now)) return now;
        if (Date.now() > end) throw new Error(`the screen never showed ${pattern}:\n${now}`);
      }
    },
    async clear() {
      tmux('send-keys', '-R');
      tmux('clear-history');
    },
    end() {
      tmux('kill-server');
    },
  };
}
