/** RuntimeClass: what a runtime class says of overhead and of nodes becomes the pod's. After plugin/pkg/admission/runtimeclass. */
import { equal, type KubeObject } from '../object.ts';
import { concerns } from './attributes.ts';
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin, AdmissionRefusal } from './types.ts';

const OVERHEAD_DIFFERS = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";
const OVERHEAD_ALONE = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';

export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',

  admit(attributes, context) {
    const found = classOf(attributes, context);
    if (!found || 'forbidden' in found) return found;
    const { spec } = attributes.object!;
    const overhead = found.class.overhead?.podFixed;
    if (overhead) {
      if (spec.overhead !== undefined && !equal(spec.overhead, overhead)) return { forbidden: OVERHEAD_DIFFERS };
      spec.overhead = { ...overhead };
    }
    return schedule(spec, found.class.scheduling);
  },

  validate(attributes, context) {
    if (!concerns(attributes, 'pods', 'CREATE')) return undefined;
    const found = classOf(attributes, context);
    if (found && 'forbidden' in found) return found;
    const { overhead } = attributes.object!.spec;
    const wanted = found?.class.overhead?.podFixed;
    if (wanted) return equal(overhead, wanted) ? undefined : { forbidden: OVERHEAD_DIFFERS };
    return overhead ? { forbidden: OVERHEAD_ALONE } : undefined;
  },
};

function classOf(attributes: AdmissionAttributes, context: AdmissionContext): { class: KubeObject } | { forbidden: string } | undefined {
  if (!concerns(attributes, 'pods', 'CREATE')) return undefined;
  const name: string | undefined = attributes.object!.spec.runtimeClassName;
  if (name === undefined) return undefined;
  const found = context.get('runtimeclasses.node.k8s.io', '', name);
  return found ? { class: found } : { forbidden: `pod rejected: RuntimeClass ${JSON.stringify(name)} not found` };
}

function schedule(
  spec: KubeObject['spec'],
  scheduling: { nodeSelector?: Record<string, string>; tolerations?: object[] } | undefined,
): AdmissionRefusal | undefined {
  const selector: Record<string, string> = spec.nodeSelector ?? {};
  for (const [key, value] of Object.entries(scheduling?.nodeSelector ?? {})) {
    if (selector[key] !== undefined && selector[key] !== value) {
      return {
        forbidden: `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${selector[key]}`,
      };
    }
  }
  if (scheduling?.nodeSelector) spec.nodeSelector = { ...selector, ...scheduling.nodeSelector };
  const given: object[] = spec.tolerations ?? [];
  const added = (scheduling?.tolerations ?? []).filter((t) => !given.some((g) => equal(g, t)));
  if (added.length) spec.tolerations = [...given, ...added];
  return undefined;
}
