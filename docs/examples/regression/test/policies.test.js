import { readFileSync } from 'node:fs';
import { createLab } from 'akslab';
import akslabChai from 'akslab/chai';
import { expect, use } from 'chai';

use(akslabChai);

const DEVELOPER = 'system:serviceaccount:psp-aks:nonadmin-user';
const policy = readFileSync(new URL('../policies/restricted.yaml', import.meta.url), 'utf8');
const pod = (name, securityContext) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'psp-aks' },
  spec: { containers: [{ name, image: 'nginx', securityContext }] },
});

describe('our pod security policy', () => {
  let lab;
  let start;

  before(async () => {
    lab = await createLab({ cluster: { version: '1.18.8' } });
    lab.write({ 'policy.yaml': policy });
    await lab.sh(`
      kubectl apply -f policy.yaml
      kubectl create namespace psp-aks
      kubectl create serviceaccount nonadmin-user --namespace psp-aks
      kubectl create rolebinding edits --namespace psp-aks --clusterrole=edit --serviceaccount=psp-aks:nonadmin-user
      kubectl create role use-psp --namespace psp-aks --verb=use --resource=podsecuritypolicies.policy --resource-name=psp-deny-privileged
      kubectl create rolebinding use-psp --namespace psp-aks --role=use-psp --serviceaccount=psp-aks:nonadmin-user
    `);
    start = await lab.snapshot();
  });
  afterEach(() => lab.restore(start));
  after(() => lab.close());

  it('lets an ordinary pod in', async () => {
    expect(await lab.as(DEVELOPER).apply(pod('web'))).to.be.admittedBy('psp-deny-privileged');
  });

  it('refuses a privileged pod, and says why', async () => {
    const answer = await lab.as(DEVELOPER).apply(pod('root', { privileged: true }));
    expect(answer).to.be.forbidden.because(
      'spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed',
    );
  });

  it('is no help to those who may not use it', async () => {
    await lab.kubectl('create rolebinding jane --namespace psp-aks --clusterrole=edit --user=jane');
    expect(await lab.as('jane').apply(pod('web'))).to.be.forbidden.because('unable to validate against any pod security policy: []');
  });
});
