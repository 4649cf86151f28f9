/**
 * ServiceAccount: every pod runs as an account that exists, with its token mounted and its pull secrets. After plugin/pkg/admission/serviceaccount.
 */
import { safeSuffix } from '../../random.ts';
import type { KubeObject } from '../object.ts';
import { concerns } from './attributes.ts';
import type { AdmissionContext, AdmissionPlugin, AdmissionRefusal } from './types.ts';

const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
const ENFORCE_ANNOTATION = 'kubernetes.io/enforce-mountable-secrets';
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const TOKEN_VOLUME = 'kube-api-access-';
const DEFAULT_ACCOUNT = 'default';
/** Owner-readable files, 0644. */
const TOKEN_MODE = 420;
/** An hour and a little: the kubelet renews before clients notice. */
const TOKEN_SECONDS = 3607;

interface Volume {
  name: string;
  secret?: { secretName?: string; defaultMode?: number };
  projected?: object;
}

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',

  admit(attributes, context) {
    if (!concerns(attributes, 'pods', 'CREATE')) return undefined;
    const pod = attributes.object!;
    if (isMirror(pod)) return mirrorRefusal(pod);

    const name: string = pod.spec.serviceAccountName || DEFAULT_ACCOUNT;
    pod.spec.serviceAccountName = name;
    pod.spec.serviceAccount = name;
    const account = context.get('serviceaccounts', attributes.namespace, name);
    if (!account) return missing(attributes.namespace, name);

    if (pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) {
      const refusal = mountToken(pod, account, context);
      if (refusal) return refusal;
    }
    if (!pod.spec.imagePullSecrets?.length && account.imagePullSecrets?.length)
      pod.spec.imagePullSecrets = account.imagePullSecrets.map((ref: object) => ({ ...ref }));
    return confinement(pod, account);
  },

  validate(attributes, context) {
    if (!concerns(attributes, 'pods', 'CREATE')) return undefined;
    const pod = attributes.object!;
    if (isMirror(pod)) return mirrorRefusal(pod);
    const name: string = pod.spec.serviceAccountName;
    const account = context.get('serviceaccounts', attributes.namespace, name);
    if (!account) return missing(attributes.namespace, name);
    return confinement(pod, account);
  },
};

const isMirror = (pod: KubeObject): boolean => pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined;

function mirrorRefusal(pod: KubeObject): AdmissionRefusal | undefined {
  if (pod.spec.serviceAccountName) return { forbidden: 'a mirror pod may not reference service accounts' };
  const volumes: Volume[] = pod.spec.volumes ?? [];
  return volumes.some((v) => v.secret) ? { forbidden: 'a mirror pod may not reference secrets' } : undefined;
}

const missing = (namespace: string, name: string): AdmissionRefusal => ({
  forbidden: `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`,
});

function mountToken(pod: KubeObject, account: KubeObject, context: AdmissionContext): AdmissionRefusal | undefined {
  const volumes: Volume[] = pod.spec.volumes ?? [];
  const taken = new Set(volumes.map((v) => v.name));
  let volume: Volume;
  if (context.versions.has('projectedTokenVolumes')) {
    // A pod made from another one's YAML brings that one's volume along.
    const brought = volumes.find((v) => v.name.startsWith(TOKEN_VOLUME));
    volume = brought ?? { name: `${TOKEN_VOLUME}${safeSuffix(context.random)}`, projected: projectedToken() };
  } else {
    const token = tokenSecretOf(account, context);
    if (!token) return noToken(account);
    const existing = volumes.find((v) => v.secret?.secretName === token);
    const name = existing?.name ?? (taken.has(token) ? `${token}-${safeSuffix(context.random)}` : token);
    volume = { name, secret: { secretName: token, defaultMode: TOKEN_MODE } };
  }

  let needed = false;
  for (const list of ['initContainers', 'containers']) {
    for (const container of pod.spec[list] ?? []) {
      if (container.volumeMounts?.some((m: { mountPath?: string }) => m.mountPath === TOKEN_PATH)) continue;
      container.volumeMounts = [...(container.volumeMounts ?? []), { name: volume.name, readOnly: true, mountPath: TOKEN_PATH }];
      needed = true;
    }
  }
  if (needed && !taken.has(volume.name)) pod.spec.volumes = [...volumes, volume];
  return undefined;
}

function projectedToken(): object {
  return {
    defaultMode: TOKEN_MODE,
    sources: [
      { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
  };
}

/** The first of the account's secrets that is a token of its own. */
function tokenSecretOf(account: KubeObject, context: AdmissionContext): string | undefined {
  const names: string[] = (account.secrets ?? []).map((ref: { name: string }) => ref.name);
  return names.find((name) => {
    const secret = context.get('secrets', account.metadata.namespace!, name);
    return secret?.type === TOKEN_TYPE && secret.metadata.annotations?.['kubernetes.io/service-account.name'] === account.metadata.name;
  });
}

function noToken(account: KubeObject): AdmissionRefusal {
  const message = `No API token found for service account ${JSON.stringify(account.metadata.name)}, retry after the token is automatically created and added to the service account`;
  return {
    status: { code: 500, reason: 'ServerTimeout', message, details: { name: 'create pod', kind: 'serviceaccounts', retryAfterSeconds: 1 } },
  };
}

/** An account may be confined to the secrets that it lists. Checked before and after the plugins that follow have had their say. */
function confinement(pod: KubeObject, account: KubeObject): AdmissionRefusal | undefined {
  return /^(1|t|true)$/i.test(account.metadata.annotations?.[ENFORCE_ANNOTATION] ?? '') ? secretsRefusal(pod, account) : undefined;
}

function secretsRefusal(pod: KubeObject, account: KubeObject): AdmissionRefusal | undefined {
  const listed = (field: string): Set<string> => new Set((account[field] ?? []).map((ref: { name: string }) => ref.name));
  const mountable = listed('secrets');
  const pullable = listed('imagePullSecrets');
  const name = account.metadata.name;
  for (const { secret } of pod.spec.volumes ?? []) {
    if (secret && !mountable.has(secret.secretName)) {
      return {
        forbidden: `volume with secret.secretName=${JSON.stringify(secret.secretName)} is not allowed because service account ${name} does not reference that secret`,
      };
    }
  }
  for (const [list, words] of [
    ['initContainers', 'init container'],
    ['containers', 'container'],
  ] as const) {
    for (const container of pod.spec[list] ?? []) {
      for (const { name: variable, valueFrom } of container.env ?? []) {
        const secret = valueFrom?.secretKeyRef?.name;
        if (secret !== undefined && !mountable.has(secret)) {
          return {
            forbidden: `${words} ${container.name} with envVar ${variable} referencing secret.secretName=${JSON.stringify(secret)} is not allowed because service account ${name} does not reference that secret`,
          };
        }
      }
    }
  }
  for (const [i, { name: secret }] of (pod.spec.imagePullSecrets ?? []).entries()) {
    if (!pullable.has(secret)) {
      return {
        forbidden: `imagePullSecrets[${i}].name=${JSON.stringify(secret)} is not allowed because service account ${name} does not reference that imagePullSecret`,
      };
    }
  }
  return undefined;
}
