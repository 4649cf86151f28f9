/** The user's editor: after k8s.io/kubectl/pkg/cmd/util/editor. */
import type { Terminal } from '../../shared/terminal.ts';
import { CliError } from '../frame/errors.ts';
import type { CommandContext } from '../frame/types.ts';

/** Opens a file in $KUBE_EDITOR, $EDITOR or vi, and waits until it is closed. */
export async function openEditor({ terminal }: Pick<CommandContext, 'terminal'>, path: string): Promise<void> {
  const editor = terminal.env.KUBE_EDITOR || terminal.env.EDITOR || 'vi';
  // A shell splits what has quotes in it.
  const words = /["'\\]/.test(editor) ? ['/bin/sh', '-c', `${editor} "$0"`] : editor.split(' ').filter(Boolean);
  const failed = new CliError(`unable to launch the editor ${JSON.stringify(words[0] === '/bin/sh' ? editor : words[0])}`);
  if (!terminal.spawn) throw failed;
  let code: number;
  try {
    code = await terminal.spawn(words[0]!, [...words.slice(1), path]);
  } catch {
    throw failed;
  }
  if (code !== 0) throw new CliError(`there was a problem with the editor ${JSON.stringify(editor)}`);
}

/** Where files go that only a moment needs; it is there afterwards. */
export function temporaryFolder({ env, files }: Terminal): string {
  const folder = (env.TMPDIR || '/tmp').replace(/\/$/, '');
  if (!files.stat(folder)) files.makeFolder(folder);
  return folder;
}
