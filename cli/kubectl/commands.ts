/** The commands of kubectl, in the order in which kubectl adds them: help lists them so, and suggestions come out so. A row's file is loaded when it runs. */
import type { CommandEntry } from './frame/types.ts';
import { CREATE_COMMANDS } from './commands/create/commands.ts';

const BEGINNER = 'Basic Commands (Beginner)';
const INTERMEDIATE = 'Basic Commands (Intermediate)';
const DEPLOY = 'Deploy Commands';
const TROUBLE = 'Troubleshooting and Debugging Commands';
const ADVANCED = 'Advanced Commands';

export const COMMANDS: readonly CommandEntry[] = [
  { name: 'create', summary: 'Create a resource from a file or from stdin.', group: BEGINNER, load: () => import('./commands/create/index.ts'), commands: CREATE_COMMANDS },
  { name: 'expose', summary: 'Make a service for a workload', group: BEGINNER, load: () => import('./commands/expose.ts') },
  {
    name: 'set',
    summary: 'Set one feature of an object',
    group: BEGINNER,
    commands: [
      { name: 'env', summary: 'Environment variables of containers', load: () => import('./commands/set/env.ts') },
      { name: 'image', summary: 'Images of containers', load: () => import('./commands/set/image.ts') },
      { name: 'resources', summary: 'What containers ask for and may use', load: () => import('./commands/set/resources.ts') },
      { name: 'selector', summary: 'Selector of a service', load: () => import('./commands/set/selector.ts') },
      { name: 'serviceaccount', aliases: ['sa'], summary: 'Service account of a workload', load: () => import('./commands/set/serviceaccount.ts') },
      { name: 'subject', summary: 'Subjects of a role binding', load: () => import('./commands/set/subject.ts') },
    ],
  },
  { name: 'get', summary: 'Display one or many resources', group: INTERMEDIATE, load: () => import('./commands/get.ts') },
  { name: 'delete', summary: 'Delete resources by filenames, stdin, resources and names, or by resources and label selector', group: INTERMEDIATE, load: () => import('./commands/delete.ts') },
  {
    name: 'rollout',
    summary: 'Look after the rollout of a workload',
    group: DEPLOY,
    commands: [
      { name: 'history', summary: 'Its revisions', load: () => import('./commands/rollout/history.ts') },
      { name: 'pause', summary: 'Stop reacting to changes', load: () => import('./commands/rollout/pause.ts') },
      { name: 'restart', summary: 'Replace the pods by new ones', load: () => import('./commands/rollout/restart.ts') },
      { name: 'resume', summary: 'Go on reacting to changes', load: () => import('./commands/rollout/resume.ts') },
      { name: 'status', summary: 'How far it is', load: () => import('./commands/rollout/status.ts') },
      { name: 'undo', summary: 'Back to an earlier revision', load: () => import('./commands/rollout/undo.ts') },
    ],
  },
  { name: 'autoscale', summary: 'Make a horizontal pod autoscaler for a workload', group: DEPLOY, load: () => import('./commands/autoscale.ts') },
  { name: 'describe', summary: 'Show everything about an object', group: TROUBLE, load: () => import('./commands/describe.ts') },
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
  { name: 'wait', summary: 'Wait until objects have a condition', group: ADVANCED, load: () => import('./commands/wait.ts') },
];
