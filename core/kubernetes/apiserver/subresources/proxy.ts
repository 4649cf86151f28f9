/** proxy to pods, services and nodes: nothing listens there. */
import { refused } from '../errors.ts';
import type { ResourceCall } from '../server.ts';
import type { Subresource } from './index.ts';

const answer = (_call: ResourceCall): never => {
  throw refused(503, 'ServiceUnavailable', 'akslab does not simulate connections to pods, services and nodes yet');
};

export const proxy: Subresource = { get: answer, create: answer, update: answer, patch: answer, delete: answer };
