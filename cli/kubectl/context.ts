/** What a command has: the terminal, the server, and the global flags already read. */
import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import type { Client } from './client/client.ts';
import type { Mapper } from './client/mapper.ts';
import type { Flags } from './cobra/types.ts';

export interface Context {
  terminal: Terminal;
  lab: Lab;
  client: Client;
  mapper: Mapper;
  /** `kubectl create namespace`: for messages. */
  path: string;
  /** Path of the kubeconfig file, and whether a flag named it. */
  kubeconfig: { path: string; explicit: boolean };
  globals: Flags;
  out(text: string): void;
  err(text: string): void;
  /** A line on stderr that only shows with AKSLAB_HINTS=1. */
  hint(text: string): void;
}
