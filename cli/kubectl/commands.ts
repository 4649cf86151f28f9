/** The commands of kubectl, in the order in which kubectl adds them: help lists them so, and suggestions come out so. A row's file is loaded when it runs. */
import type { CommandEntry } from './frame/types.ts';
import { CREATE_COMMANDS } from './commands/create/commands.ts';

const BEGINNER = 'Basic Commands (Beginner)';
const INTERMEDIATE = 'Basic Commands (Intermediate)';
const ADVANCED = 'Advanced Commands';

export const COMMANDS: readonly CommandEntry[] = [
  { name: 'create', summary: 'Create a resource from a file or from stdin.', group: BEGINNER, load: () => import('./commands/create/index.ts'), commands: CREATE_COMMANDS },
  { name: 'get', summary: 'Display one or many resources', group: INTERMEDIATE, load: () => import('./commands/get.ts') },
  { name: 'delete', summary: 'Delete resources by filenames, stdin, resources and names, or by resources and label selector', group: INTERMEDIATE, load: () => import('./commands/delete.ts') },
  {
    name: 'apply',
    summary: 'Apply a configuration to a resource by filename or stdin',
    group: ADVANCED,
    load: () => import('./commands/apply/index.ts'),
    commands: [
      { name: 'set-last-applied', summary: 'Set the last-applied-configuration annotation on a live object to match the contents of a file.', load: () => import('./commands/apply/set-last-applied.ts') },
      { name: 'view-last-applied', summary: 'View latest last-applied-configuration annotations of a resource/object', load: () => import('./commands/apply/view-last-applied.ts') },
    ],
  },
];
