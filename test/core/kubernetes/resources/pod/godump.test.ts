import { expect } from 'chai';
import { goMap, goSelector, goStruct } from '../../../../../core/kubernetes/resources/pod/godump.ts';

describe('structs in messages, as Go prints them', () => {
  it("has every field in Go's order, pointers by address", () => {
    expect(goStruct('core.Toleration', { operator: 'Exists', value: 'v', tolerationSeconds: 1 })).to.equal(
      'core.Toleration{Key:"", Operator:"Exists", Value:"v", Effect:"", TolerationSeconds:(*int64)(0xc000000000)}',
    );
  });
  it('prints embedded structs by their name', () => {
    expect(goStruct('core.Probe', { tcpSocket: { port: 1 } })).to.match(
      /^core\.Probe\{Handler:core\.Handler\{Exec:\(\*core\.ExecAction\)\(nil\), HTTPGet:/,
    );
  });
  it('knows the update strategies', () => {
    expect(goStruct('apps.DeploymentStrategy', { type: 'x' })).to.equal(
      'apps.DeploymentStrategy{Type:"x", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}',
    );
  });
  it('sorts maps, and tells none from empty', () => {
    expect([goMap({ labels: { b: '2', a: '1' } }, 'labels'), goMap({}, 'labels'), goMap(undefined, 'labels')]).to.deep.equal([
      'map[string]string{"a":"1", "b":"2"}',
      'map[string]string(nil)',
      'map[string]string(nil)',
    ]);
  });
  it('prints selectors', () => {
    expect(goSelector({ matchExpressions: [{ key: 'k', operator: 'In', values: ['v'] }] })).to.equal(
      'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"k", Operator:"In", Values:[]string{"v"}}}}',
    );
  });
});
