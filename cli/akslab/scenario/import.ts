import { importScenario } from '../../../scenarios/import/index.ts';
import { CommandError } from '../command.ts';
import type { Action } from './index.ts';
import { give, mayWrite, onePath } from './paths.ts';

/** A page of Microsoft Learn or a Killercoda folder, as a scenario; what the source gets wrong goes to standard error. */
export const importInto: Action = async (args, context) => {
  const path = onePath(args, 'Markdown file or Killercoda folder');
  const { terminal } = context;
  if (!terminal.files.stat(path)) throw new CommandError(`${path}: there is no such file or folder`);
  if (args.output) mayWrite(args.output, args, context);
  const { text, source, findings } = await importScenario(path, { name: args.name });
  give(text, args, context);
  for (const { line, message } of findings) terminal.stderr.write(`${path}:${line}: ${message}\n`);
  terminal.stderr.write(`${source.steps.length} steps, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.\n`);
  return 0;
};
