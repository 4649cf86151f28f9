import { importScenario } from '../../../scenarios/import/index.ts';
import { CommandError } from '../command.ts';
import type { Action } from './index.ts';
import { give, mayWrite, onePath } from './paths.ts';

/** A page of Microsoft Learn or a Killercoda folder, as a scenario; what the source gets wrong goes to standard error. */
export const importInto: Action = async (args, context) => {
  const path = onePath(args, 'Markdown file or Killercoda folder');
  const { terminal } = context;
  const there = terminal.files.stat(path);
  if (!there) throw new CommandError(`${path}: there is no such file or folder`);
  if (there.kind === 'folder' && !terminal.files.stat(`${path}/index.json`))
    throw new CommandError(`${path} has no index.json: it is no Killercoda folder`);
  if (args.output) mayWrite(args.output, args, context);
  const { text, source, findings } = await importScenario(path, { name: args.name });
  if (!source.steps.length)
    throw new CommandError(`${path}: there are no commands in it: is it a page of Microsoft Learn, in Markdown, or a Killercoda folder?`);
  give(text, args, context);
  for (const { line, message } of findings) terminal.stderr.write(`${path}:${line}: ${message}\n`);
  terminal.stderr.write(`${source.steps.length} steps, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.\n`);
  return 0;
};
