/** status: the object as the whole, whose update keeps everything but the status. */
import { get } from '../verbs/read.ts';
import { patch } from '../verbs/patch.ts';
import { update } from '../verbs/update.ts';
import type { Subresource } from './index.ts';

export const status: Subresource = { get, update, patch };
