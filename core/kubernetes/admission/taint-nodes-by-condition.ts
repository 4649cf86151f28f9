/** TaintNodesByCondition: a new node takes no pods until it has been seen ready. After plugin/pkg/admission/nodetaint. */
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(attributes) {
    if (!concerns(attributes, 'nodes', 'CREATE')) return undefined;
    const node = attributes.object!;
    const taints: { key?: string; effect?: string }[] = node.spec?.taints ?? [];
    if (!taints.some((t) => t.key === NOT_READY.key && t.effect === NOT_READY.effect))
      node.spec = { ...node.spec, taints: [...taints, { ...NOT_READY }] };
    return undefined;
  },
};
