import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

type Entry = { name: string };
const RECORDED: Record<string, any> = JSON.parse(
  readFileSync(new URL('../../../conformance/data/discovery.json', import.meta.url), 'utf8'),
);

/** What the real server serves and akslab does not: whole groups, and resources in other groups. What comes to be served must leave this list. */
const NOT_SERVED: string[] = [];

describe('discovery', () => {
  const cluster = testCluster({ version: '1.20.2' });
  const paths = Object.keys(RECORDED).filter((path) => path.split('/').length > 2);
  const isServed = (path: string): boolean => cluster.ask('GET', path).code === 200;
  const namesAt = (path: string): string[] => cluster.ask('GET', path).body.resources.map((r: Entry) => r.name);
  const byName = (a: Entry, b: Entry) => (a.name < b.name ? -1 : 1);

  for (const path of paths.filter(isServed)) {
    it(`answers ${path} as the real 1.20.2`, () => {
      const { resources: expected, ...rest } = RECORDED[path];
      const { resources, ...own } = cluster.ask('GET', path).body;
      expect(own).to.deep.equal(rest);
      const served = new Set(resources.map((r: Entry) => r.name));
      expect(resources.sort(byName)).to.deep.equal(expected.filter((r: Entry) => served.has(r.name)).sort(byName));
    });
  }
  it('serves all but what it declares', () => {
    const groups = paths.filter((path) => !isServed(path)).map((path) => path.split('/')[2]!);
    const single = paths
      .filter(isServed)
      .flatMap((path) => RECORDED[path].resources.map((r: Entry) => r.name).filter((name: string) => !namesAt(path).includes(name)));
    expect([...new Set([...groups, ...single])]).to.have.members(NOT_SERVED);
  });
  it('lists the groups in the real order', () => {
    const expected = RECORDED['/apis'].groups.filter((g: Entry) => !NOT_SERVED.includes(g.name));
    expect(cluster.ask('GET', '/apis').body.groups).to.deep.equal(expected);
  });
  it('serves by version', () => {
    const codes = (version: string) =>
      ['/apis/networking.k8s.io/v1', '/apis/policy/v1beta1'].map(
        (path) => testCluster({ version }).ask('GET', `${path}/${path.includes('policy') ? 'podsecuritypolicies' : 'ingressclasses'}`).code,
      );
    expect(codes('1.18.8')).to.deep.equal([404, 200]);
    expect(codes('1.20.2')).to.deep.equal([200, 200]);
    expect(codes('1.25.4')).to.deep.equal([200, 404]);
  });
  it('tells its version, and that it is well', () => {
    expect(cluster.ask('GET', '/version').body).to.include({ major: '1', minor: '20', gitVersion: 'v1.20.2' });
    for (const path of ['/healthz', '/livez', '/readyz']) expect(cluster.ask('GET', path).body).to.equal('ok');
  });
  it('describes what it serves in openapi, with the patches that may be dry runs', () => {
    const { body } = cluster.ask('GET', '/openapi/v2');
    expect(body.definitions['io.k8s.api.core.v1.Pod']['x-kubernetes-group-version-kind']).to.deep.equal([
      { group: '', version: 'v1', kind: 'Pod' },
    ]);
    expect(body.definitions['io.k8s.api.core.v1.PodSpec'].required).to.deep.equal(['containers']);
    expect(body.paths['/api/v1/namespaces/{namespace}/pods/{name}'].patch.parameters.map((p: Entry) => p.name)).to.include('dryRun');
  });
});
