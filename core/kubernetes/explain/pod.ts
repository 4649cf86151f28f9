/** A pod as PodSecurityPolicy gets to see it: decoded, defaulted, and through the plugins that come before. */
import { admissionContext } from '../apiserver/admission.ts';
import { contextOf, type ApiServer } from '../apiserver/server.ts';
import type { UserInfo } from '../apiserver/types.ts';
import { podSecurityPolicy } from '../admission/podsecuritypolicy/plugin.ts';
import type { Pod } from '../admission/podsecuritypolicy/policy.ts';
import { ADMISSION } from '../admission/chain.ts';
import type { AdmissionAttributes, AdmissionRefusal } from '../admission/types.ts';
import { copy, type KubeObject } from '../object.ts';
import { decode } from '../schema/index.ts';

/** Somebody's wish to create a pod. */
export interface PodRequest {
  /** As written in a manifest or a template. */
  pod: KubeObject;
  namespace: string;
  user: UserInfo;
}

export type Prepared = { pod: Pod } | { refused: string };

/** @returns `refused` where something before PodSecurityPolicy says no: a missing service account, a manifest that is none. */
export function preparePod(server: ApiServer, { pod, namespace, user }: PodRequest): Prepared {
  const served = server.registry.find('', 'v1', 'pods')!;
  const { resource } = served;
  const decoded = decode({ group: '', version: 'v1', kind: 'Pod' }, copy(pod) as any);
  if ('error' in decoded) return { refused: decoded.error };
  const object = decoded.object;
  object.metadata = { ...object.metadata, namespace };
  object.spec ??= {};
  resource.default?.(object, contextOf({ server, served }, true));

  const attributes: AdmissionAttributes = {
    operation: 'CREATE',
    resource,
    subresource: '',
    namespace,
    name: object.metadata.name ?? '',
    user,
    object,
    dryRun: true,
    annotations: {},
    warnings: [],
  };
  const context = admissionContext(server);
  for (const plugin of ADMISSION.slice(0, ADMISSION.indexOf(podSecurityPolicy))) {
    const refusal = plugin.admit?.(attributes, context);
    if (refusal) return { refused: refusalText(refusal) };
  }
  return { pod: object as Pod };
}

const refusalText = (refusal: AdmissionRefusal): string => ('forbidden' in refusal ? refusal.forbidden : refusal.status.message);
