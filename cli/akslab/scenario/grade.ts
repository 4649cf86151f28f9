import { gradeFolder, gradesCsv } from '../../../scenarios/grade.ts';
import { CommandError } from '../command.ts';
import type { Action } from './index.ts';
import { formatOf, give, onePath } from './paths.ts';

/** Who got how far, from a folder of state homes. */
export const grade: Action = async (args, context) => {
  const format = formatOf(args, ['csv', 'json'] as const);
  const folder = onePath(args, 'folder of state homes');
  if (context.terminal.files.stat(folder)?.kind !== 'folder') throw new CommandError(`${folder} is no folder`);
  const grades = gradeFolder(folder);
  give(format === 'csv' ? gradesCsv(grades) : `${JSON.stringify(grades, null, 2)}\n`, args, context);
  return 0;
};
