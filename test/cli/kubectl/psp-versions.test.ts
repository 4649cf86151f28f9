import { expect } from 'chai';
import { KUBERNETES_VERSIONS, minorOf } from '../../../core/azure/data/kubernetes-versions.ts';
import { CREATE, GROUP, azBench } from '../az/bench.ts';
import { kubectlLab, type KubectlLab } from './kubectl-lab.ts';

const UNPREFIXED = {
  refusal: 'unable to validate against any pod security policy: []',
  noProviders: 'no providers available to validate pod request',
};
const PREFIXED = {
  refusal: 'PodSecurityPolicy: unable to admit pod: []',
  noProviders: 'PodSecurityPolicy: no providers available to validate pod request',
};
const WARNING = 'Warning: policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+\n';

interface Row {
  /** What refusals say; none: there is no PodSecurityPolicy. */
  words?: typeof PREFIXED;
  /** On stderr of whatever touches policies. */
  warning: string;
  /** What the token comes in. */
  token: 'secret' | 'projected';
  /** Whether a seccomp profile also stands in securityContext. */
  seccompField: boolean;
}

/** What differs about pod security policies, minor by minor, as a trainee meets it. */
const ROWS: Record<number, Row> = {
  17: { words: UNPREFIXED, warning: '', token: 'secret', seccompField: false },
  18: { words: UNPREFIXED, warning: '', token: 'secret', seccompField: false },
  19: { words: PREFIXED, warning: '', token: 'secret', seccompField: true },
  20: { words: PREFIXED, warning: '', token: 'secret', seccompField: true },
  21: { words: PREFIXED, warning: WARNING, token: 'projected', seccompField: true },
  22: { words: PREFIXED, warning: WARNING, token: 'projected', seccompField: true },
  23: { words: PREFIXED, warning: WARNING, token: 'projected', seccompField: true },
  24: { words: PREFIXED, warning: WARNING, token: 'projected', seccompField: true },
  25: { warning: '', token: 'projected', seccompField: true },
  26: { warning: '', token: 'projected', seccompField: true },
  30: { warning: '', token: 'projected', seccompField: true },
};

const POLICY = `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata:
  name: profiled
  annotations:
    seccomp.security.alpha.kubernetes.io/allowedProfileNames: '*'
    seccomp.security.alpha.kubernetes.io/defaultProfileName: runtime/default
spec:
  runAsUser: {rule: RunAsAny}
  seLinux: {rule: RunAsAny}
  fsGroup: {rule: RunAsAny}
  supplementalGroups: {rule: RunAsAny}
  volumes: [secret]
`;
const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: nginx}]}
`;
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';

for (const [minor, row] of Object.entries(ROWS)) {
  const version = KUBERNETES_VERSIONS.find((one) => minorOf(one) === Number(minor))!;

  describe(`pod security policies of Kubernetes ${version}, through kubectl and az`, () => {
    let lab: KubectlLab;
    before(async () => {
      lab = await kubectlLab({ 'policy.yaml': POLICY, 'pod.yaml': POD }, { version, podSecurityPolicy: row.words !== undefined });
      await lab.run('create ns lab');
      await lab.run('create rolebinding edit -n lab --clusterrole=edit --user=dev');
    });
    const asDev = () => lab.run('apply -f pod.yaml -n lab --as=dev');
    const refused = (why: string) => ({
      code: 1,
      out: '',
      err: `Error from server (Forbidden): error when creating "pod.yaml": pods "web" is forbidden: ${why}\n`,
    });

    if (!row.words) {
      it('are gone: the resource, the kind, and what they refused', async () => {
        expect(await lab.run('get psp')).to.deep.equal({
          code: 1,
          out: '',
          err: 'error: the server doesn\'t have a resource type "psp"\n',
        });
        expect((await lab.run('apply -f policy.yaml')).err).to.equal(
          'error: unable to recognize "policy.yaml": no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"\n',
        );
        expect(await asDev()).to.deep.equal({ code: 0, out: 'pod/web created\n', err: '' });
      });
    } else {
      const { refusal, noProviders } = row.words;

      it('refuse in its words', async () => expect(await asDev()).to.deep.equal(refused(refusal)));

      it('say, in its words, that there is none', async () => {
        const empty = await kubectlLab({ 'pod.yaml': POD }, { version, podSecurityPolicy: true });
        expect((await empty.run('delete psp --all')).err).to.equal(row.warning);
        expect((await empty.run('apply -f pod.yaml')).err).to.equal(refused(noProviders).err);
      });

      it(row.warning ? 'come with a warning' : 'come without a warning', async () => {
        expect((await lab.run('get psp')).err).to.equal(row.warning);
        expect(await lab.run('apply -f policy.yaml')).to.deep.equal({
          code: 0,
          out: 'podsecuritypolicy.policy/profiled created\n',
          err: row.warning,
        });
      });

      it(`set a default seccomp profile as an annotation${row.seccompField ? ' and in the field' : ' alone'}`, async () => {
        await lab.run('apply -f policy.yaml');
        await lab.run('create role use -n lab --verb=use --resource=podsecuritypolicies.policy --resource-name=profiled');
        await lab.run('create rolebinding use -n lab --role=use --user=dev');
        expect(await asDev()).to.deep.equal({ code: 0, out: 'pod/web created\n', err: '' });
        const { metadata, spec } = JSON.parse((await lab.run('get pod web -n lab -o json')).out);
        expect(metadata.annotations).to.include({ [SECCOMP]: 'runtime/default', 'kubernetes.io/psp': 'profiled' });
        expect(spec.securityContext).to.deep.equal(row.seccompField ? { seccompProfile: { type: 'RuntimeDefault' } } : {});
      });
    }

    it(`let a pod have its token as a ${row.token} volume`, async () => {
      const { spec } = JSON.parse((await lab.run('get pod web -n lab -o json')).out);
      const [volume] = spec.volumes;
      expect(Object.keys(volume)).to.include(row.token);
      expect(volume.name).to.match(row.token === 'secret' ? /^default-token-/ : /^kube-api-access-/);
    });

    it(`${row.words ? 'can' : 'cannot'} be switched on by az`, async () => {
      const { az, make } = azBench('none');
      await make(
        GROUP,
        'extension add -n aks-preview',
        'feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview',
        'provider register --namespace Microsoft.ContainerService',
      );
      const { code, err } = await az(`${CREATE} --kubernetes-version ${version} --enable-pod-security-policy`);
      expect(code).to.equal(row.words ? 0 : 1);
      if (!row.words)
        expect(err).to.include(
          `ERROR: (PodSecurityPolicyNotSupportedWithOrchestratorVersion) PodSecurityPolicy is not supported with Kubernetes version ${version}`,
        );
    });
  });
}
