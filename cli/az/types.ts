import type { JsonValue } from '../../core/store.ts';
import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import type { ArmClient } from './arm.ts';
import type { Log } from './log.ts';
import type { Profile } from './profile.ts';
import type { Settings } from './settings.ts';

/** One option of a command, as argparse and knack see it. */
export interface Argument {
  /** The name of its value: `resourceGroup`. */
  dest: string;
  /** As listed in messages, in this order: `['--resource-group', '-g']`. */
  options: string[];
  help?: string;
  required?: boolean;
  /** `value` takes one word; `list` one or more; `words` any number; `optional` one or none. */
  kind?: 'value' | 'int' | 'flag' | 'list' | 'words' | 'optional';
  choices?: readonly string[];
  default?: JsonValue;
  /** What an `optional` without its word means. */
  absent?: JsonValue;
  /** Shown in help, where it is not `default` itself. */
  defaultText?: string;
  /** The entry of the [defaults] section of the configuration that stands in for it. */
  configured?: 'group' | 'location';
  /** Looks at a value that was given before the command runs, and gives the one to go on with. @throws AzError */
  check?(value: any): unknown;
  hidden?: boolean;
  preview?: boolean;
  /** True, or what az calls it in its warning. */
  deprecated?: boolean | string;
  /** The real az has it and akslab does not: given, it is refused. */
  unsupported?: boolean;
  /** The heading in help, where it is not `Arguments`. */
  group?: string;
}

export interface Positional {
  dest: string;
  metavar: string;
  help?: string;
  /** `?` none or one, `+` one or more. */
  count: '?' | '+';
}

export interface Command {
  kind: 'command';
  /** Without `az`: `aks update`. */
  name: string;
  summary: string;
  more?: string;
  arguments: Argument[];
  positional?: Positional;
  examples?: { title: string; command: string }[];
  /** Asks before it runs, unless --yes. */
  confirm?: string;
  /** Rows of `-o table`; without it columns come from the result. */
  table?(result: any): Row | Row[];
  /** It has no --subscription. */
  local?: boolean;
  /** The extension whose version of the command runs. */
  alteredBy?: string;
  experimental?: string;
  run(context: Context): Promise<JsonValue | undefined>;
}

export type Row = Record<string, JsonValue | undefined>;

export interface Group {
  kind: 'group';
  name: string;
  summary: string;
  children: Map<string, Group | Command | Unsupported>;
}

/** A command or group of the real az that akslab does not have. */
export interface Unsupported {
  kind: 'unsupported';
  name: string;
}

/** What a running command has. */
export interface Context {
  command: Command;
  /** Values of the arguments by `dest`. */
  values: Record<string, any>;
  /** Options as typed, abbreviations completed. */
  given: string[];
  terminal: Terminal;
  lab: Lab;
  log: Log;
  arm: ArmClient;
  settings: Settings;
  profile: Profile;
}
