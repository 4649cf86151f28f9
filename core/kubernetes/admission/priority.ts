/** Priority: a pod's priority from its class. After plugin/pkg/admission/priority. */
import type { KubeObject } from '../object.ts';
import { concerns } from './attributes.ts';
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin, AdmissionRefusal } from './types.ts';

const CLASSES = 'priorityclasses.scheduling.k8s.io';
const DEFAULT_PREEMPTION = 'PreemptLowerPriority';

export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit(attributes, context) {
    if (concerns(attributes, 'pods', 'UPDATE')) return keepPriority(attributes);
    return concerns(attributes, 'pods', 'CREATE') ? setPriority(attributes.object!, context) : undefined;
  },
  validate(attributes, context) {
    if (!concerns(attributes, CLASSES, 'CREATE', 'UPDATE')) return undefined;
    return oneDefault(attributes.object!, context);
  },
};

function keepPriority({ object, oldObject }: AdmissionAttributes): undefined {
  for (const field of ['priority', 'preemptionPolicy']) {
    if (object!.spec[field] === undefined && oldObject?.spec[field] !== undefined) object!.spec[field] = oldObject.spec[field];
  }
}

function setPriority(pod: KubeObject, context: AdmissionContext): AdmissionRefusal | undefined {
  const { spec } = pod;
  const named: string | undefined = spec.priorityClassName;
  const found = named ? context.get(CLASSES, '', named) : defaultClass(context);
  if (named && !found) return { forbidden: `no PriorityClass with name ${named} was found` };
  if (!named && found) spec.priorityClassName = found.metadata.name;

  const value: number = found?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== value) {
    return {
      forbidden: `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    };
  }
  spec.priority = value;

  if (!context.versions.has('nonPreemptingPriority')) return undefined;
  const preemption: string = found?.preemptionPolicy ?? DEFAULT_PREEMPTION;
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemption) {
    return {
      forbidden: `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemption} from the given PriorityClass name`,
    };
  }
  spec.preemptionPolicy = preemption;
  return undefined;
}

/** The global default; the lowest of them should there be several. */
function defaultClass(context: AdmissionContext): KubeObject | undefined {
  return context
    .list(CLASSES)
    .filter((c) => c.globalDefault)
    .reduce<KubeObject | undefined>((lowest, c) => (lowest && (lowest.value ?? 0) <= (c.value ?? 0) ? lowest : c), undefined);
}

function oneDefault(object: KubeObject, context: AdmissionContext): AdmissionRefusal | undefined {
  const other = object.globalDefault ? defaultClass(context) : undefined;
  if (!other || other.metadata.name === object.metadata.name) return undefined;
  return { forbidden: `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist` };
}
