import * as worlds from '../../core/world.ts';
import type { CreateWorld } from './lab-host.ts';

/** The world of core/world.ts. */
export const createWorld: CreateWorld = (host) => (worlds as unknown as { createWorld: CreateWorld }).createWorld(host);
