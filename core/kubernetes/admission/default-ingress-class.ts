/** DefaultIngressClass: an ingress that names no class gets the default one. After plugin/pkg/admission/network/defaultingressclass. */
import { concerns } from './attributes.ts';
import type { AdmissionPlugin } from './types.ts';

const DEFAULT_KEY = 'ingressclass.kubernetes.io/is-default-class';
const CLASS_KEY = 'kubernetes.io/ingress.class';

export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit(attributes, context) {
    if (!concerns(attributes, 'ingresses.networking.k8s.io', 'CREATE')) return undefined;
    const ingress = attributes.object!;
    if (ingress.spec?.ingressClassName !== undefined || ingress.metadata.annotations?.[CLASS_KEY] !== undefined) return undefined;
    const defaults = context.list('ingressclasses.networking.k8s.io').filter((c) => c.metadata.annotations?.[DEFAULT_KEY] === 'true');
    if (defaults.length > 1)
      return { forbidden: `Internal error occurred: ${defaults.length} default IngressClasses were found, only 1 allowed` };
    if (defaults.length) ingress.spec = { ...ingress.spec, ingressClassName: defaults[0]!.metadata.name };
    return undefined;
  },
};
