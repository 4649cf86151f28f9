import { expect } from 'chai';
import { namespaceLifecycle } from '../../../../core/kubernetes/admission/namespace-lifecycle.ts';
import { aPod, refusalOf, run, thing } from '../../../support/admission.ts';

describe('NamespaceLifecycle', () => {
  it('lets nothing be created in a namespace that does not exist', () => {
    expect(refusalOf(run(namespaceLifecycle, 'pods', aPod()))).to.equal('namespaces "lab" not found');
  });
  it('lets nothing new be created in one that is going, with the cause', () => {
    const { refusal } = run(namespaceLifecycle, 'pods', aPod(), {
      namespaces: [thing('Namespace', 'lab', { status: { phase: 'Terminating' } })],
    });
    expect(refusal).to.deep.equal({
      forbidden: 'unable to create new content in namespace lab because it is being terminated',
      causes: [{ reason: 'NamespaceTerminating', message: 'namespace lab is being terminated', field: 'metadata.namespace' }],
    });
  });
  it('keeps the namespaces that a cluster cannot do without', () => {
    const remove = (name: string) =>
      refusalOf(run(namespaceLifecycle, 'namespaces', thing('Namespace', name), {}, { operation: 'DELETE' }));
    expect(['default', 'kube-system', 'kube-public', 'lab'].map(remove)).to.deep.equal([
      ...Array(3).fill('this namespace may not be deleted'),
      undefined,
    ]);
  });
});
