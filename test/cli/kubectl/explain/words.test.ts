import { expect } from 'chai';
import { wordsForField, wordsForType } from '../../../../cli/kubectl/explain/words/index.ts';
import { fieldsOf } from '../../../../core/kubernetes/schema/index.ts';

/** Types of which every field has words. */
const EXPLAINED = [
  ...[
    'PodSecurityPolicy',
    'PodSecurityPolicySpec',
    'AllowedCSIDriver',
    'AllowedFlexVolume',
    'AllowedHostPath',
    'HostPortRange',
    'IDRange',
    'RunAsUserStrategyOptions',
    'RunAsGroupStrategyOptions',
    'FSGroupStrategyOptions',
    'SELinuxStrategyOptions',
    'SupplementalGroupsStrategyOptions',
    'RuntimeClassStrategyOptions',
  ].map((type) => `policy.v1beta1.${type}`),
  ...[
    'Pod',
    'PodSecurityContext',
    'SecurityContext',
    'Capabilities',
    'SELinuxOptions',
    'SeccompProfile',
    'Sysctl',
    'WindowsSecurityContextOptions',
    'Volume',
    'HostPathVolumeSource',
    'CSIVolumeSource',
    'FlexVolumeSource',
    'VolumeMount',
    'ContainerPort',
    'ServiceAccount',
  ].map((type) => `core.v1.${type}`),
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'PolicyRule', 'RoleRef', 'Subject', 'AggregationRule'].map(
    (type) => `rbac.v1.${type}`,
  ),
].map((name) => `io.k8s.api.${name}`);

describe('the words of explain', () => {
  for (const type of EXPLAINED) {
    it(`say what ${type.slice('io.k8s.api.'.length)} and all its fields are for`, () => {
      const fields = [...fieldsOf(type).keys()];
      expect(fields).to.have.length.greaterThan(0);
      expect(wordsForType(type)).not.to.equal('');
      expect(fields.filter((field) => wordsForField(type, field) === '')).to.deep.equal([]);
    });
  }

  it('say what a pod does to its node', () => {
    for (const field of [
      'hostNetwork',
      'hostPID',
      'hostIPC',
      'serviceAccountName',
      'securityContext',
      'volumes',
      'runtimeClassName',
      'automountServiceAccountToken',
    ]) {
      expect(wordsForField('io.k8s.api.core.v1.PodSpec', field), field).not.to.equal('');
    }
  });
});
