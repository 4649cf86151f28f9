import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  names: {plural: foos, singular: foo, kind: Foo}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: A foo.
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, description: How big.}
              parts: {type: array, items: {type: string}}
              extra: {x-kubernetes-preserve-unknown-fields: true}
`;

describe('kubectl explain', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab({ 'crd.yaml': CRD });
  });
  const out = async (line: string) => (await cluster.run(`explain ${line}`)).out;
  const err = async (line: string) => (await cluster.run(`explain ${line}`)).err;

  it('names a field with its type', async () => {
    expect(await out('psp.spec.volumes')).to.match(
      /^KIND: {5}PodSecurityPolicy\nVERSION: {2}policy\/v1beta1\n\nFIELD: {4}volumes <\[\]string>\n\nDESCRIPTION:\n {5}The kinds of volumes/,
    );
  });

  it('marks what is required', async () =>
    expect(await out('psp.spec.runAsUser')).to.contain('   rule\t<string> -required-\n     MustRunAs'));
  it('says what an item of a list is', async () =>
    expect(await out('pod.spec.containers')).to.match(/^RESOURCE: containers <\[\]Object>$/m));
  it('writes maps', async () => expect(await out('secret')).to.match(/^ {3}data\t<map\[string\]string>$/m));
  it('takes another version', async () =>
    expect(await out('ingress --api-version=networking.k8s.io/v1')).to.match(/^VERSION: {2}networking\.k8s\.io\/v1$/m));
  it('takes a resource with its group', async () =>
    expect(await out('deployments.apps.spec.replicas')).to.match(/^FIELD: {4}replicas <integer>$/m));
  it('wraps at 80 columns', async () => expect((await out('pod.spec')).split('\n').every((line) => line.length <= 80)).to.equal(true));

  it('shows all levels with --recursive, types inside themselves once', async () => {
    const text = await out('crd --recursive');
    expect(text).to.match(/^ {12}openAPIV3Schema\t<Object>$/m);
    expect(text).to.match(/^ {15}default\t<>$/m);
  });

  it('reads the schema of a custom resource', async () => {
    await cluster.run('apply -f crd.yaml');
    expect(await out('foo.spec')).to.equal(
      'KIND:     Foo\nVERSION:  example.com/v1\n\nRESOURCE: spec <Object>\n\nDESCRIPTION:\n     <empty>\n\nFIELDS:\n   extra\t<>\n     <no description>\n\n   parts\t<[]string>\n     <no description>\n\n   size\t<integer> -required-\n     How big.\n\n',
    );
    expect(await out('foo')).to.match(/DESCRIPTION:\n {5}A foo\.\n\nFIELDS:\n {3}apiVersion\t<string>/);
  });

  it('refuses a field that does not exist', async () => {
    expect(await err('pod.nope')).to.equal('error: field "nope" does not exist\n');
    expect(await err('pod.spec.nodeName.x')).to.equal('error: field "x" does not exist\n');
  });
  it('refuses a resource that does not exist', async () =>
    expect(await err('nope')).to.equal('the server doesn\'t have a resource type "nope"\n'));
  it('refuses a version that does not exist', async () =>
    expect(await err('pods --api-version=v2')).to.equal('error: couldn\'t find resource for "/v2, Kind=Pod"\n'));
  it('wants one argument', async () => {
    expect(await err('')).to.equal(
      'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
    expect(await err('a b')).to.equal('error: We accept only this format: explain RESOURCE\n');
  });
});
