import { expect } from 'chai';
import { serviceAccount } from '../../../../core/kubernetes/admission/service-account.ts';
import { aPod, refusalOf, run, thing, type World } from '../../../support/admission.ts';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const token = thing(
  'Secret',
  'default-token-abcde',
  { type: 'kubernetes.io/service-account-token', metadata: { annotations: { 'kubernetes.io/service-account.name': 'default' } } },
  'lab',
);
const account = (rest: object = {}): World => ({
  serviceaccounts: [thing('ServiceAccount', 'default', { secrets: [{ name: 'default-token-abcde' }], ...rest }, 'lab')],
  secrets: [token],
});

describe('ServiceAccount', () => {
  it('gives a pod the default account, in both fields, and its token', () => {
    const { spec } = run(serviceAccount, 'pods', aPod({ initContainers: [{ name: 'i' }] }), account()).object;
    expect(spec.serviceAccountName).to.equal('default');
    expect(spec.serviceAccount).to.equal('default');
    expect(spec.volumes).to.deep.equal([{ name: 'default-token-abcde', secret: { secretName: 'default-token-abcde', defaultMode: 420 } }]);
    for (const container of [spec.containers[0], spec.initContainers[0]])
      expect(container.volumeMounts).to.deep.equal([{ name: 'default-token-abcde', readOnly: true, mountPath: MOUNT }]);
  });

  it('projects the token from 1.21 on', () => {
    const { spec } = run(serviceAccount, 'pods', aPod(), account(), {}, '1.21.1').object;
    expect(spec.volumes[0].name).to.match(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec.volumes[0].projected.sources.map((s: object) => Object.keys(s)[0])).to.deep.equal([
      'serviceAccountToken',
      'configMap',
      'downwardAPI',
    ]);
  });

  it('mounts the projected token that a pod brings along, instead of another', () => {
    const volumes = [{ name: 'kube-api-access-older', projected: { sources: [] } }];
    const { spec } = run(serviceAccount, 'pods', aPod({ volumes }), account(), {}, '1.21.1').object;
    expect(spec.volumes).to.deep.equal(volumes);
    expect(spec.containers[0].volumeMounts[0].name).to.equal('kube-api-access-older');
  });

  it('refuses an account that does not exist', () => {
    expect(refusalOf(run(serviceAccount, 'pods', aPod({ serviceAccountName: 'ghost' }), account()))).to.equal(
      'error looking up service account lab/ghost: serviceaccount "ghost" not found',
    );
  });

  it('mounts nothing where the pod, or else the account, says so', () => {
    expect(run(serviceAccount, 'pods', aPod({ automountServiceAccountToken: false }), account()).object.spec.volumes).to.equal(undefined);
    expect(run(serviceAccount, 'pods', aPod(), account({ automountServiceAccountToken: false })).object.spec.volumes).to.equal(undefined);
    expect(
      run(serviceAccount, 'pods', aPod({ automountServiceAccountToken: true }), account({ automountServiceAccountToken: false })).object
        .spec.volumes,
    ).to.have.length(1);
  });

  it('leaves a container alone that mounts something there itself', () => {
    const pod = aPod({ containers: [{ name: 'a', volumeMounts: [{ name: 'mine', mountPath: MOUNT }] }] });
    expect(run(serviceAccount, 'pods', pod, account()).object.spec.volumes).to.equal(undefined);
  });

  it("takes over the account's pull secrets, unless the pod has its own", () => {
    const world = account({ imagePullSecrets: [{ name: 'registry' }] });
    expect(run(serviceAccount, 'pods', aPod(), world).object.spec.imagePullSecrets).to.deep.equal([{ name: 'registry' }]);
    expect(run(serviceAccount, 'pods', aPod({ imagePullSecrets: [{ name: 'own' }] }), world).object.spec.imagePullSecrets).to.deep.equal([
      { name: 'own' },
    ]);
  });

  it('asks to try again while there is no token yet', () => {
    const outcome = run(serviceAccount, 'pods', aPod(), { ...account(), secrets: [] });
    expect(refusalOf(outcome)).to.equal(
      'No API token found for service account "default", retry after the token is automatically created and added to the service account',
    );
  });

  it('confines an account to the secrets that it lists, where it is told to', () => {
    const world = account({ metadata: { annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } } });
    expect(refusalOf(run(serviceAccount, 'pods', aPod({ volumes: [{ name: 'v', secret: { secretName: 'other' } }] }), world))).to.equal(
      'volume with secret.secretName="other" is not allowed because service account default does not reference that secret',
    );
  });

  it('says so before any plugin that comes after it', () => {
    const world = account({ metadata: { annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } } });
    const admitOnly = { name: 'ServiceAccount', admit: serviceAccount.admit! };
    expect(refusalOf(run(admitOnly, 'pods', aPod({ imagePullSecrets: [{ name: 'other' }] }), world))).to.equal(
      'imagePullSecrets[0].name="other" is not allowed because service account default does not reference that imagePullSecret',
    );
  });
});
