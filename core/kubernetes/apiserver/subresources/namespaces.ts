/** namespaces/finalize: takes finalizers from a namespace; the last one gone, a deleted namespace goes. */
import { copy } from '../../object.ts';
import { answerObject } from '../answer.ts';
import { readObject } from '../body.ts';
import { stored } from '../verbs/read.ts';
import type { Subresource } from './index.ts';

export const finalize: Subresource = {
  update(call) {
    const wanted = readObject(call);
    const old = stored(call);
    const object = copy(old);
    object.spec = { ...object.spec, finalizers: wanted.spec?.finalizers ?? [] };
    if (object.spec.finalizers.length === 0) delete object.spec.finalizers;
    const isOver = old.metadata.deletionTimestamp && !object.spec.finalizers && !object.metadata.finalizers?.length;
    if (isOver) call.server.objects.remove(call.served.resource, old);
    return answerObject(call, isOver ? object : call.server.objects.put(call.served.resource, object));
  },
};
