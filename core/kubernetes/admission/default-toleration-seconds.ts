/** DefaultTolerationSeconds: a pod stays on a lost node for five minutes unless it says otherwise. After plugin/pkg/admission/defaulttolerationseconds. */
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const SECONDS = 300;
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

interface Toleration {
  key?: string;
  operator?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(attributes) {
    if (!concerns(attributes, 'pods', 'CREATE', 'UPDATE')) return undefined;
    const { spec } = attributes.object!;
    const given: Toleration[] = spec.tolerations ?? [];
    const tolerates = (taint: string): boolean => given.some((t) => (!t.key || t.key === taint) && (!t.effect || t.effect === 'NoExecute'));
    const added = TAINTS.filter((taint) => !tolerates(taint)).map((key): Toleration => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: SECONDS,
    }));
    if (added.length) spec.tolerations = [...given, ...added];
    return undefined;
  },
};
