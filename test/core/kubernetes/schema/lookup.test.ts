import { expect } from 'chai';
import { fieldsOf, typeNamed, typeOf } from '../../../../core/kubernetes/schema/index.ts';

describe('schema lookup', () => {
  it('finds a type by its kind', () => {
    const type = typeOf({ group: 'apps', version: 'v1', kind: 'Deployment' });
    expect(type?.goName).to.equal('v1.Deployment');
    expect(type?.kinds).to.deep.equal([{ group: 'apps', version: 'v1', kind: 'Deployment' }]);
  });
  it('knows no type of an unknown kind', () => {
    expect(typeOf({ group: 'apps', version: 'v9', kind: 'Deployment' })).to.equal(undefined);
    expect(typeNamed('io.k8s.api.core.v1.Nothing')).to.equal(undefined);
  });
  it('says how a list is merged', () => {
    const containers = fieldsOf('io.k8s.api.core.v1.PodSpec').get('containers');
    expect(containers).to.include({ required: true, mergeKey: 'name', goItem: 'v1.Container' });
    expect(containers?.patchStrategies).to.deep.equal(['merge']);
    expect(fieldsOf('io.k8s.api.core.v1.PodSpec').get('volumes')?.patchStrategies).to.deep.equal(['merge', 'retainKeys']);
  });
  it('says which keys a list map has', () => {
    expect(fieldsOf('io.k8s.api.core.v1.ServiceSpec').get('ports')).to.deep.include({ listType: 'map', listMapKeys: ['port', 'protocol'] });
  });
  it('tells pointers from values', () => {
    expect(fieldsOf('io.k8s.api.core.v1.SecurityContext').get('privileged')?.pointer).to.equal(true);
    expect(fieldsOf('io.k8s.api.policy.v1beta1.PodSecurityPolicySpec').get('privileged')?.pointer).to.equal(false);
    expect(fieldsOf('io.k8s.api.core.v1.Container').get('resources')).to.include({ pointer: false, kept: true });
  });
  it('has no fields of a free-form type', () => {
    expect(fieldsOf('io.k8s.apimachinery.pkg.runtime.RawExtension').size).to.equal(0);
  });
});
