import { expect } from 'chai';
import { akslab } from '../../../cli/akslab/index.ts';
import type { Program } from '../../../cli/shared/lab.ts';
import { memoryHost } from '../../../scenarios/host.ts';
import { openSession, type Session } from '../../../scenarios/session.ts';

const SETUP = [
  'az extension add --name aks-preview',
  'az feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview',
  'az provider register --namespace Microsoft.ContainerService',
  'az group create -n g -l eastus',
  'az aks create -g g -n c --enable-pod-security-policy --generate-ssh-keys',
  'az aks get-credentials -g g -n c --admin',
  'kubectl create namespace lab',
  'kubectl create rolebinding edit -n lab --clusterrole=edit --user=dev',
  'kubectl apply -f restricted.yaml',
];
const FILES = {
  'restricted.yaml': `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: restricted}
spec:
  runAsUser: {rule: RunAsAny}
  seLinux: {rule: RunAsAny}
  fsGroup: {rule: RunAsAny}
  supplementalGroups: {rule: RunAsAny}
  volumes: [secret, emptyDir]
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: a
    image: nginx
    securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}
`,
};

describe('the ways out that why offers, typed as they stand', function () {
  this.timeout(60_000);
  let session: Session;
  const run = async (line: string) => {
    const { stdout, stderr, code } = await session.run(line);
    expect(code, `${line}\n${stdout}${stderr}`).to.equal(0);
    return stdout;
  };

  beforeEach(async () => {
    session = await openSession({ host: memoryHost(), programs: { akslab: akslab as unknown as Program } });
    session.writeFiles(FILES);
    for (const line of SETUP) await run(line);
    expect((await session.run('kubectl apply -f pod.yaml --as=dev -n lab')).stderr).to.include('is forbidden');
  });
  afterEach(() => session.close());

  for (const [i, kind] of ['grant', 'pod', 'policy'].entries()) {
    it(`lets the pod in: ${kind}`, async () => {
      const { waysOut } = JSON.parse(await run('akslab why -o json'));
      expect(waysOut[i].kind).to.equal(kind);
      for (const command of waysOut[i].commands) await run(command);
      if (kind !== 'pod') await run('kubectl apply -f pod.yaml --as=dev -n lab');
      expect(await run("kubectl get pod web -n lab -o jsonpath='{.metadata.annotations.kubernetes\\.io/psp}'")).to.equal(waysOut[i].policy);
    });
  }

  for (const number of [1, 2, 3]) {
    it(`lets the pod in as pasted from what a person reads: way ${number}`, async () => {
      const text = await run('akslab why');
      const way = text.slice(text.indexOf(`\n  ${number}. `)).split(`\n  ${number + 1}. `)[0]!;
      await run(way.slice(way.search(/^ *kubectl /m)));
      if (number !== 2) await run('kubectl apply -f pod.yaml --as=dev -n lab');
      await run('kubectl get pod web -n lab');
    });
  }

  it('grants what RBAC forbade', async () => {
    expect((await session.run('kubectl get configmaps -n kube-system --as=dev')).stderr).to.include('cannot list resource "configmaps"');
    for (const command of JSON.parse(await run('akslab why -o json')).commands) await run(command);
    await run('kubectl get configmaps -n kube-system --as=dev');
  });
});
