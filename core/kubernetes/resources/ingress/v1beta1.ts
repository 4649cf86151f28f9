/** Ingresses as extensions/v1beta1 and networking.k8s.io/v1beta1 have them, to networking.k8s.io/v1 and back. */
import type { KubeObject } from '../../object.ts';

export interface Backend {
  service?: { name: string; port?: { name?: string; number?: number } };
  resource?: { apiGroup?: string; kind: string; name: string };
}

export interface IngressSpec {
  ingressClassName?: string;
  defaultBackend?: Backend;
  tls?: { hosts?: string[]; secretName?: string }[];
  rules?: { host?: string; http?: { paths: { path?: string; pathType?: string; backend: Backend }[] | null } }[];
}

interface OldBackend {
  serviceName?: string;
  servicePort?: string | number;
  resource?: Backend['resource'];
}

function newBackend({ serviceName, servicePort, resource }: OldBackend = {}): Backend {
  const isService = serviceName || typeof servicePort === 'string' || servicePort;
  return {
    ...(resource ? { resource } : {}),
    ...(isService
      ? {
          service: {
            name: serviceName ?? '',
            port: typeof servicePort === 'string' ? { name: servicePort } : servicePort ? { number: servicePort } : {},
          },
        }
      : {}),
  };
}

function oldBackend({ service, resource }: Backend): OldBackend {
  return {
    ...(resource ? { resource } : {}),
    ...(service?.name ? { serviceName: service.name } : {}),
    servicePort: service?.port?.name ?? service?.port?.number ?? 0,
  };
}

/** A path type that is not given means what the controller makes of it. */
export function fromV1beta1(ingress: KubeObject): KubeObject {
  const { backend, rules, ...spec } = ingress.spec ?? {};
  return {
    ...ingress,
    spec: {
      ...spec,
      ...(backend ? { defaultBackend: newBackend(backend) } : {}),
      ...(rules
        ? {
            rules: eachPath(rules, (path) => ({
              ...path,
              pathType: path.pathType ?? 'ImplementationSpecific',
              backend: newBackend(path.backend),
            })),
          }
        : {}),
    },
  };
}

export function toV1beta1(ingress: KubeObject): KubeObject {
  const { defaultBackend, rules, ...spec } = ingress.spec ?? {};
  return {
    ...ingress,
    spec: {
      ...spec,
      ...(defaultBackend ? { backend: oldBackend(defaultBackend) } : {}),
      ...(rules ? { rules: eachPath(rules, (path) => ({ ...path, backend: oldBackend(path.backend) })) } : {}),
    },
  };
}

type AnyPath = { pathType?: string; backend: any };

function eachPath(rules: { http?: { paths: AnyPath[] | null } }[], change: (path: AnyPath) => AnyPath): unknown[] {
  return rules.map((rule) => (rule.http?.paths ? { ...rule, http: { ...rule.http, paths: rule.http.paths.map(change) } } : rule));
}
