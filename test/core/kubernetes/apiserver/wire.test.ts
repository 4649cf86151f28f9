import { expect } from 'chai';
import { wireText } from '../../../../core/kubernetes/apiserver/wire.ts';

describe('the wire form', () => {
  it('has the order of Go: kind, apiVersion, metadata by its struct', () => {
    expect(
      wireText({ apiVersion: 'v1', data: { a: 'b' }, kind: 'ConfigMap', metadata: { uid: 'u', namespace: 'n', name: 'm', labels: {} } }),
    ).to.equal('{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"m","namespace":"n","uid":"u","labels":{}},"data":{"a":"b"}}');
  });
  it('leaves the kind out of items that are built in, and in those that are not', () => {
    const list = (apiVersion: string) =>
      wireText({ kind: 'List', apiVersion, metadata: {}, items: [{ apiVersion, kind: 'X', metadata: { name: 'm' } }] });
    expect(list('v1')).to.equal('{"kind":"List","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"m"}}]}');
    expect(list('example.com/v1')).to.contain('"items":[{"apiVersion":"example.com/v1","kind":"X"');
  });
});
