import { expect } from 'chai';
import { errorText } from '../../../../../core/kubernetes/field.ts';
import type { ObjectMeta } from '../../../../../core/kubernetes/object.ts';
import {
  kubeFinalizersErrors,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../../../../../core/kubernetes/resources/validation/metadata.ts';

const RULES = { namespaced: true, nameRule: 'dns1123subdomain' } as const;
const said = (metadata: ObjectMeta, rules: Parameters<typeof validateObjectMeta>[1] = RULES): string[] =>
  validateObjectMeta({ name: 'x', namespace: 'n', ...metadata }, rules).map(errorText);
const changed = (now: ObjectMeta, before: ObjectMeta): string[] => validateObjectMetaUpdate(now, before).map(errorText);
const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };

describe('metadata', () => {
  it('has a name or the start of one, and a namespace where the kind lives in one', () => {
    expect(said({ name: undefined })).to.deep.equal(['metadata.name: Required value: name or generateName is required']);
    expect(said({ namespace: undefined })).to.deep.equal(['metadata.namespace: Required value']);
    expect(said({}, { ...RULES, namespaced: false })).to.deep.equal(['metadata.namespace: Forbidden: not allowed on this type']);
    expect(said({ generateName: 'web-' })).to.deep.equal([]);
  });

  it('has labels of at most 63 characters', () => {
    expect(said({ labels: { a: 'x'.repeat(64) } })).to.deep.equal([
      `metadata.labels: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`,
    ]);
  });

  it('has annotations of at most 256 KiB, whose keys may be in capitals', () => {
    expect(said({ annotations: { 'Example.com/Key': 'any text' } })).to.deep.equal([]);
    expect(said({ annotations: { a: 'x'.repeat(256 * 1024) } })).to.deep.equal([
      'metadata.annotations: Too long: must have at most 262144 bytes',
    ]);
  });

  it('names its owners in full and one controller at most', () => {
    expect(said({ ownerReferences: [{ ...owner, uid: '', apiVersion: '' }] })).to.deep.equal([
      'metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
      'metadata.ownerReferences.uid: Invalid value: "": uid must not be empty',
    ]);
    const [text] = said({
      ownerReferences: [
        { ...owner, controller: true },
        { ...owner, name: 'q', controller: true },
      ],
    });
    expect(text).to.match(/Only one reference can have Controller set to true\. Found "true" in references for p and q$/);
  });

  it('has finalizers with a prefix unless they are standard ones', () => {
    expect(said({ finalizers: ['orphan', 'example.com/f'] })).to.deep.equal([]);
    expect(kubeFinalizersErrors({ finalizers: ['mine', 'orphan', 'a/b'] }).map(errorText)).to.deep.equal([
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
    expect(said({ finalizers: ['orphan', 'foregroundDeletion'] })[0]).to.contain(
      'finalizer orphan and foregroundDeletion cannot be both set',
    );
  });

  it('keeps who the object is', () => {
    expect(changed({ name: 'x', uid: 'b' }, { name: 'x', uid: 'a' })).to.deep.equal([
      'metadata.uid: Invalid value: "b": field is immutable',
    ]);
    expect(
      changed({ name: 'x', creationTimestamp: '2020-01-01T00:00:00Z' }, { name: 'x', creationTimestamp: '2021-01-01T00:00:00Z' })[0],
    ).to.match(/^metadata\.creationTimestamp: .*field is immutable$/);
  });

  it('takes no new finalizer once the object is being deleted', () => {
    const old = { name: 'x', deletionTimestamp: '2020-01-01T00:00:00Z', finalizers: ['a/b'] };
    expect(changed({ ...old, finalizers: ['a/b', 'c/d'] }, old)).to.deep.equal([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"c/d"}',
    ]);
    expect(changed({ ...old, finalizers: [] }, old)).to.deep.equal([]);
  });
});
