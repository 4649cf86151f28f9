/**
 * A service account has a secret with its token, which goes with it. After k8s.io/kubernetes/pkg/controller/serviceaccount/tokens_controller.go.
 * From 1.24 on only secrets that someone made by hand are filled.
 */
import { encodeBase64 } from '../authentication/base64.ts';
import { writeToken } from '../authentication/token.ts';
import { safeSuffix } from '../../random.ts';
import type { KubeObject } from '../object.ts';
import { readKey, type Controller, type ControllerContext } from './types.ts';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

const isToken = (secret: KubeObject): boolean => secret.type === TYPE;

/** @param authority the certificate that a token secret carries along */
export function tokenController(authority: () => string): Controller {
  /** What a token secret holds, besides what is there. */
  function dataOf(secret: KubeObject, account: KubeObject, cluster: string): Record<string, string> {
    const { namespace, name } = secret.metadata;
    const token = writeToken(
      { namespace: namespace!, serviceAccount: account.metadata.name!, uid: account.metadata.uid!, secret: name },
      cluster,
    );
    return { 'ca.crt': encodeBase64(authority()), namespace: encodeBase64(namespace!), token: encodeBase64(token) };
  }

  function ensureToken(account: KubeObject, context: ControllerContext): void {
    const { namespace, name } = account.metadata;
    const listed: { name: string }[] = account.secrets ?? [];
    const alive = listed.filter((ref) => context.get('secrets', namespace!, ref.name));
    const hasToken = alive.some((ref) => isToken(context.get('secrets', namespace!, ref.name)!));
    if (hasToken && alive.length === listed.length) return;
    if (hasToken) return void context.update('serviceaccounts', { ...account, secrets: alive });
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: TYPE,
      metadata: {
        name: `${name}-token-${safeSuffix(context.random)}`,
        namespace,
        annotations: { [NAME]: name!, [UID]: account.metadata.uid! },
      },
    };
    secret.data = dataOf(secret, account, context.cluster);
    if (context.create('secrets', secret).code !== 201) return;
    context.update('serviceaccounts', { ...account, secrets: [...alive, { name: secret.metadata.name! }] });
  }

  /** A secret made by hand gets its token; one whose account is gone goes. */
  function settleSecret(secret: KubeObject, context: ControllerContext): void {
    const { namespace, annotations = {} } = secret.metadata;
    const account = context.get('serviceaccounts', namespace!, annotations[NAME] ?? '');
    if (!account || (annotations[UID] && annotations[UID] !== account.metadata.uid)) return void context.remove('secrets', secret);
    if (secret.data?.token && annotations[UID]) return;
    const metadata = { ...secret.metadata, annotations: { ...annotations, [UID]: account.metadata.uid! } };
    context.update('secrets', { ...secret, metadata, data: { ...secret.data, ...dataOf(secret, account, context.cluster) } });
  }

  return {
    name: 'token',
    user: 'system:kube-controller-manager',
    watches: ['serviceaccounts', 'secrets'],
    keysOf({ resource, object, before }, context) {
      const it = (object ?? before)!;
      const { namespace, name, annotations } = it.metadata;
      if (resource === 'serviceaccounts') {
        if (object) return [`${namespace}/account/${name}`];
        return context
          .list('secrets', namespace)
          .filter((s) => isToken(s) && s.metadata.annotations?.[NAME] === name)
          .map((s) => `${namespace}/secret/${s.metadata.name}`);
      }
      if (!isToken(it)) return [];
      return object ? [`${namespace}/secret/${name}`] : [`${namespace}/account/${annotations?.[NAME]}`];
    },
    reconcile(key, context) {
      const { namespace, name: rest } = readKey(key);
      const { namespace: kind, name } = readKey(rest);
      if (kind === 'secret') {
        const secret = context.get('secrets', namespace, name);
        if (secret && !secret.metadata.deletionTimestamp) settleSecret(secret, context);
        return;
      }
      const account = context.get('serviceaccounts', namespace, name);
      if (account && !account.metadata.deletionTimestamp && context.versions.has('tokenSecrets')) ensureToken(account, context);
    },
  };
}
