/** akslab as a library: a lab for tests, and what it is made of: the two control planes, the two clients, in one process. */
export { createLab, type AksLab, type Answer, type Client, type LabOptions } from './lib/create-lab.ts';
export type { Outcome } from './scenarios/expect.ts';
export { createWorld, type World, type WorldHost } from './core/world.ts';
export { manualClock, type Clock, type ManualClock } from './core/clock.ts';
export { seededRandom, type Random } from './core/random.ts';
export type { Store, StoreChange, StoreEntry, JsonValue, JsonObject } from './core/store.ts';
export type { ApiRequest, ApiResponse } from './core/kubernetes/apiserver/types.ts';
export type { ArmRequest, ArmResponse } from './core/azure/types.ts';
export { memoryStore, type MemoryStore } from './state/memory-store.ts';
export { openFileStore, type FileStore } from './state/file-store.ts';
export { nodePki } from './server/pki.ts';
export { createMemoryLab, type MemoryLab, type MemoryLabOptions } from './cli/shared/memory-lab.ts';
export { memoryTerminal, type MemoryTerminal, type MemoryTerminalOptions } from './cli/shared/memory-terminal.ts';
export { openLab, type NodeLab } from './cli/shared/node-lab.ts';
export type { Lab, Program } from './cli/shared/lab.ts';
export type { Terminal } from './cli/shared/terminal.ts';
export { az } from './cli/az/index.ts';
export { kubectl } from './cli/kubectl/index.ts';
