import { expect } from 'chai';
import { ADMIN, type Sandbox } from '../../../../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../../../../core/kubernetes/object.ts';
import { bind, emptyCluster, makeNamespace, post } from '../../../../support/psp-corpus.ts';
import { policy } from '../../../../support/psp.ts';

const RBAC = 'rbac.authorization.k8s.io';
const dev = { name: 'dev', groups: ['system:authenticated'] };
const pod = (securityContext: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { securityContext, containers: [{ name: 'a', image: 'nginx' }] },
});

function clusterOf(version: string): Sandbox {
  const cluster = emptyCluster(version);
  makeNamespace(cluster, 'lab');
  bind(cluster, 'edit', 'edit', 'namespace', { kind: 'User', name: 'dev', apiGroup: RBAC }, 'lab');
  return cluster;
}
const create = (cluster: Sandbox, body: object, user = dev) =>
  cluster.handle({ method: 'POST', path: '/api/v1/namespaces/lab/pods', body: JSON.stringify(body), credentials: { user } });
const get = (cluster: Sandbox, path: string) => cluster.handle({ method: 'GET', path, credentials: { user: ADMIN } });
const message = (answer: { body: unknown }): string => (answer.body as KubeObject).message;

/** What each minor does, row by row. */
const ROWS: {
  minor: number;
  version: string;
  refusal: string;
  warning: boolean;
  projected: boolean;
  seccompField: boolean;
  served: boolean;
}[] = [
  {
    minor: 17,
    version: '1.17.13',
    refusal: 'unable to validate against any pod security policy: []',
    warning: false,
    projected: false,
    seccompField: false,
    served: true,
  },
  {
    minor: 18,
    version: '1.18.8',
    refusal: 'unable to validate against any pod security policy: []',
    warning: false,
    projected: false,
    seccompField: false,
    served: true,
  },
  {
    minor: 19,
    version: '1.19.2',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: false,
    projected: false,
    seccompField: true,
    served: true,
  },
  {
    minor: 20,
    version: '1.20.2',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: false,
    projected: false,
    seccompField: true,
    served: true,
  },
  {
    minor: 21,
    version: '1.21.1',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: true,
    projected: true,
    seccompField: true,
    served: true,
  },
  {
    minor: 22,
    version: '1.22.4',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: true,
    projected: true,
    seccompField: true,
    served: true,
  },
  {
    minor: 23,
    version: '1.23.8',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: true,
    projected: true,
    seccompField: true,
    served: true,
  },
  {
    minor: 24,
    version: '1.24.6',
    refusal: 'PodSecurityPolicy: unable to admit pod: []',
    warning: true,
    projected: true,
    seccompField: true,
    served: true,
  },
  { minor: 25, version: '1.25.4', refusal: '', warning: false, projected: true, seccompField: true, served: false },
];

for (const row of ROWS) {
  describe(`PodSecurityPolicy on ${row.version}`, () => {
    const cluster = clusterOf(row.version);

    it(row.served ? 'refuses in the words of its version' : 'is gone, and refuses nothing', () => {
      const answer = create(cluster.fork(), pod());
      if (row.served) expect([answer.code, message(answer)]).to.deep.equal([403, `pods "p" is forbidden: ${row.refusal}`]);
      else expect(answer.code).to.equal(201);
    });

    it(row.served ? 'serves policies under policy/v1beta1' : 'serves no policies', () => {
      expect(get(cluster, '/apis/policy/v1beta1/podsecuritypolicies').code).to.equal(row.served ? 200 : 404);
    });

    it(row.warning ? 'warns that they are deprecated' : 'warns of nothing', () => {
      const { warnings } = get(cluster, '/apis/policy/v1beta1/podsecuritypolicies');
      expect(warnings ?? []).to.deep.equal(
        row.warning ? ['policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+'] : [],
      );
    });

    it(row.projected ? 'mounts a projected token' : "mounts the token's secret", () => {
      const { volumes } = (create(cluster.fork(), pod(), ADMIN).body as KubeObject).spec;
      expect(Object.keys(volumes[0])).to.include(row.projected ? 'projected' : 'secret');
    });

    if (row.served) {
      it(
        row.seccompField ? 'carries a default seccomp profile over to the field' : 'sets a default seccomp profile as an annotation alone',
        () => {
          const copy = cluster.fork();
          const name = 'a-seccomp';
          const SECCOMP = 'seccomp.security.alpha.kubernetes.io';
          post(
            copy,
            '/apis/policy/v1beta1/podsecuritypolicies',
            policy(
              { volumes: ['*'] },
              { [`${SECCOMP}/allowedProfileNames`]: '*', [`${SECCOMP}/defaultProfileName`]: 'runtime/default' },
              name,
            ),
          );
          post(copy, `/apis/${RBAC}/v1/clusterroles`, {
            apiVersion: `${RBAC}/v1`,
            kind: 'ClusterRole',
            metadata: { name },
            rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: [name], verbs: ['use'] }],
          });
          bind(copy, name, name, 'namespace', { kind: 'User', name: 'dev', apiGroup: RBAC }, 'lab');
          const { metadata, spec } = create(copy, pod()).body as KubeObject;
          expect(metadata.annotations![`${SECCOMP}/pod`]).to.equal('runtime/default');
          expect(spec.securityContext.seccompProfile).to.deep.equal(row.seccompField ? { type: 'RuntimeDefault' } : undefined);
        },
      );
    }
  });
}
