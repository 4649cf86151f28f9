import type { CommandEntry } from './command.ts';

/** The commands of akslab, in the order of the help. */
export const COMMANDS: CommandEntry[] = [
  { usage: 'shell', summary: 'A shell of your own in which az and kubectl are simulated', load: () => import('./shell.ts') },
  { usage: 'env', summary: 'Prints what makes the present shell such a one', load: () => import('./env.ts') },
  { usage: 'init', summary: 'Makes what an exercise takes for granted', load: () => import('./init.ts') },
  { usage: 'replay [scenario]', summary: 'Runs a scenario by itself and checks what it shows', load: () => import('./replay/index.ts') },
  { usage: 'learn [scenario]', summary: 'Leads you through a scenario, step by step', load: () => import('./learn/index.ts') },
  { usage: 'test [files..]', summary: 'Runs scenarios as tests', load: () => import('./test.ts') },
  { usage: 'scenario <action> [paths..]', summary: 'Makes, proves and converts scenarios', load: () => import('./scenario/index.ts') },
  { usage: 'status', summary: 'What there is: clusters, clock, home', load: () => import('./status.ts') },
  { usage: 'clock [action] [value]', summary: 'Shows or moves the clock', load: () => import('./clock.ts') },
  { usage: 'history', summary: 'What was asked for, and whether it was allowed', load: () => import('./history.ts') },
  { usage: 'why [what] [name]', summary: 'Why something was refused, and the ways out', load: () => import('./why/index.ts') },
  { usage: 'import <dump>', summary: "Rebuilds another cluster's policies, grants and workloads", load: () => import('./import.ts') },
  { usage: 'audit', summary: 'Which workloads pod security policies would refuse', failure: 2, load: () => import('./audit.ts') },
  { usage: 'undo', summary: 'Takes the last command that changed something back', load: () => import('./undo.ts') },
  {
    usage: 'snapshot <action> [name] [file]',
    summary: 'Saves the state under a name, and goes back to it',
    load: () => import('./snapshot.ts'),
  },
  { usage: 'reset', summary: 'Back to an empty state', load: () => import('./reset.ts') },
  { usage: 'completion [shell]', summary: 'Prints a script that completes akslab in bash or zsh', load: () => import('./completion.ts') },
  { usage: 'version', summary: 'The version of akslab', load: () => import('./version.ts') },
];
