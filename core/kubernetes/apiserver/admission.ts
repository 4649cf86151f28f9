/** Runs the admission plugins over a write. */
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin, AdmissionRefusal } from '../admission/types.ts';
import type { KubeObject } from '../object.ts';
import { forbidden, refused } from './errors.ts';
import type { ApiServer, ResourceCall } from './server.ts';

type Operation = AdmissionAttributes['operation'];

export interface Admission {
  attributes: AdmissionAttributes;
  /** Mutating plugins: they change `attributes.object`. */
  admit(): void;
  validate(): void;
}

export function admissionFor(
  call: ResourceCall,
  operation: Operation,
  what: { object?: KubeObject; oldObject?: KubeObject; name?: string; dryRun?: boolean },
): Admission {
  const { server, info, served } = call;
  const attributes: AdmissionAttributes = {
    operation,
    resource: served.resource,
    subresource: info.subresource,
    namespace: info.namespace,
    name: what.name ?? info.name,
    user: call.user,
    object: what.object,
    oldObject: what.oldObject,
    dryRun: what.dryRun ?? false,
    annotations: {},
    warnings: call.warnings,
  };
  const context = admissionContext(server);
  const run = (stage: 'admit' | 'validate'): void => {
    for (const plugin of server.plugins) {
      const refusal = (plugin as AdmissionPlugin)[stage]?.(attributes, context);
      if (refusal) throw refusalError(call, attributes, refusal);
    }
  };
  return { attributes, admit: () => run('admit'), validate: () => run('validate') };
}

function refusalError(call: ResourceCall, { name, object }: AdmissionAttributes, refusal: AdmissionRefusal): Error {
  if ('status' in refusal) {
    const { code, reason, message, details } = refusal.status;
    return refused(code, reason, message, details);
  }
  // admission.NewForbidden names an object without a name by its generateName, or says that it is unknown.
  const shown = name || object?.metadata.name || object?.metadata.generateName || 'Unknown';
  const error = forbidden({ group: call.served.group, name: call.served.resource.plural }, shown, refusal.forbidden);
  if (refusal.causes) error.status.details!.causes = refusal.causes;
  return error;
}

export function admissionContext(server: ApiServer): AdmissionContext {
  // Asked for once: it depends on the cluster's config, which a request does not change.
  const { registry } = server;
  const resource = (key: string) => registry.resource(key);
  return {
    versions: server.versions,
    now: server.clock.now(),
    random: server.random,
    list(key, namespace) {
      const found = resource(key);
      return found ? server.objects.list(found, namespace) : [];
    },
    get(key, namespace, name) {
      const found = resource(key);
      return found && server.objects.get(found, namespace, name);
    },
    authorize: (user, question) => server.authorizer.authorize(user, question).allowed,
    updateStatus(key, object) {
      const found = resource(key);
      const stored = found && server.objects.get(found, object.metadata.namespace ?? '', object.metadata.name!);
      if (stored) server.objects.put(found!, { ...stored, metadata: { ...stored.metadata }, status: object.status });
    },
  };
}
