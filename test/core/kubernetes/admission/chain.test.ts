import { expect } from 'chai';
import { ADMISSION, admissionPlugins } from '../../../../core/kubernetes/admission/chain.ts';
import { versionsOf } from '../../../../core/kubernetes/versions.ts';

describe('the admission chain', () => {
  it('stands in the order of the API server', () => {
    expect(ADMISSION.map((plugin) => plugin.name)).to.deep.equal([
      'NamespaceLifecycle',
      'LimitRanger',
      'ServiceAccount',
      'TaintNodesByCondition',
      'PodSecurityPolicy',
      'Priority',
      'DefaultTolerationSeconds',
      'DefaultStorageClass',
      'StorageObjectInUseProtection',
      'PersistentVolumeClaimResize',
      'RuntimeClass',
      'DefaultIngressClass',
      'ResourceQuota',
    ]);
  });
  it('has PodSecurityPolicy only where it is switched on, and until 1.24', () => {
    const has = (podSecurityPolicy: boolean, version: string) =>
      admissionPlugins({ podSecurityPolicy }, versionsOf(version)).some((p) => p.name === 'PodSecurityPolicy');
    expect([has(true, '1.18.8'), has(false, '1.18.8'), has(true, '1.24.0'), has(true, '1.25.0')]).to.deep.equal([true, false, true, false]);
  });
});
