/** serviceaccounts/token: a token for a while (TokenRequest). After k8s.io/kubernetes/pkg/registry/core/serviceaccount/storage/token.go. */
import { timestamp } from '../../../clock.ts';
import { writeToken } from '../../authentication/token.ts';
import { invalid as invalidField } from '../../field.ts';
import { readKind } from '../body.ts';
import { badRequest, conflict, invalid, notFound } from '../errors.ts';
import { stored } from '../verbs/read.ts';
import type { Subresource } from './index.ts';

const AUDIENCE = 'https://kubernetes.default.svc.cluster.local';
const HOUR = 3600;
const SHORTEST = 600;
const LONGEST = 2 ** 32;
const BINDABLE = ['Pod', 'Secret'];

export const token: Subresource = {
  create(call) {
    const { server, info } = call;
    const request = readKind(call, { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' });
    const account = stored(call);
    const seconds: number = request.spec?.expirationSeconds ?? HOUR;
    if (seconds < SHORTEST) {
      throw invalid({ group: 'authentication.k8s.io', name: 'TokenRequest' }, '', [
        invalidField('spec.expirationSeconds', seconds, 'may not specify a duration less than 10 minutes'),
      ]);
    }
    if (seconds > LONGEST) {
      throw invalid({ group: 'authentication.k8s.io', name: 'TokenRequest' }, '', [
        invalidField('spec.expirationSeconds', seconds, 'may not specify a duration larger than 2^32 seconds'),
      ]);
    }
    const bound = request.spec?.boundObjectRef;
    if (bound && !BINDABLE.includes(bound.kind)) {
      const [version, group = ''] = (bound.apiVersion ?? '').split('/').reverse();
      throw badRequest(`cannot bind token to object of type ${group}/${version}, Kind=${bound.kind ?? ''}`);
    }
    const pod = bound?.kind === 'Pod' ? server.objects.get({ group: '', plural: 'pods' }, info.namespace, bound.name) : undefined;
    if (bound?.kind === 'Pod' && !pod) throw notFound({ group: '', name: 'pods' }, bound.name);
    if (pod && (pod.spec.serviceAccountName ?? '') !== info.name)
      throw badRequest(
        `cannot bind token for serviceaccount ${JSON.stringify(info.name)} to pod running with different serviceaccount name.`,
      );
    if (pod && bound.uid && bound.uid !== pod.metadata.uid)
      throw conflict(
        { group: '', name: 'Pod' },
        bound.name,
        `the UID in the bound object reference (${bound.uid}) does not match the UID in record. The object might have been deleted and then recreated`,
      );
    const audiences: string[] = request.spec?.audiences?.length ? request.spec.audiences : [AUDIENCE];
    const now = server.clock.now();
    const expires = now + seconds * 1000;
    const text = writeToken(
      {
        namespace: info.namespace,
        serviceAccount: info.name,
        uid: account.metadata.uid!,
        audiences,
        issued: now,
        expires,
        pod: pod && { name: pod.metadata.name!, uid: pod.metadata.uid! },
      },
      server.id,
    );
    return {
      code: 201,
      body: {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { creationTimestamp: null },
        spec: { ...request.spec, audiences, expirationSeconds: seconds, boundObjectRef: bound ?? null },
        status: { token: text, expirationTimestamp: timestamp(expires) },
      },
    };
  },
};
