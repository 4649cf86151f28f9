import { expect } from 'chai';
import { hashOfTemplate } from '../../../../../core/kubernetes/controllers/support/hash.ts';
import { templatePrinter } from '../../../../../core/kubernetes/controllers/support/template-dump.ts';
import { testCluster } from '../../../../support/cluster.ts';
import { workbench } from '../workbench.ts';
import { COREDNS } from './coredns.ts';
import { KNOWN, NGINX, NGINX_SET } from './known-hashes.ts';

/** What one version prints of a part of a template, from its name to the next. */
const printed = (spec: object, from: string, to: string, minor = 20): string => {
  const all = templatePrinter(minor)({ spec });
  const start = all.search(new RegExp(`[ {]${from}:\\(`)) + 1;
  if (to === '') return all.slice(start);
  return all.slice(start, all.indexOf(` ${to}:`, start));
};

describe('names of revisions', () => {
  for (const { name, spec, hashes } of [...KNOWN, ...COREDNS])
    for (const [version, hash] of Object.entries(hashes))
      it(`are those of the real thing: ${name}-${hash} on ${version}`, () => {
        const cluster = testCluster({ version });
        expect(cluster.ask('POST', '/apis/apps/v1/namespaces/default/deployments', { metadata: { name }, spec }).code).to.equal(201);
        const [set] = cluster.ask('GET', '/apis/apps/v1/namespaces/default/replicasets').body.items;
        expect(set.metadata.name).to.equal(`${name}-${hash}`);
        expect(set.metadata.labels['pod-template-hash']).to.equal(hash);
      });

  it('are of daemon sets what they are of replica sets', () => {
    const bench = workbench();
    bench.create('daemonsets', { metadata: { name: 'nginx' }, spec: NGINX });
    const { name, labels } = bench.list('controllerrevisions')[0].metadata;
    expect(name).to.equal('nginx-6799fc88d8');
    expect(labels).to.deep.equal({ app: 'nginx', 'controller-revision-hash': '6799fc88d8' });
  });

  it('are of stateful sets those of their patch', () => {
    const bench = workbench();
    bench.create('statefulsets', { metadata: { name: 'nginx-sts' }, spec: { serviceName: 'nginx-sts', ...NGINX_SET } });
    const { name, labels } = bench.list('controllerrevisions')[0].metadata;
    expect(name).to.equal('nginx-sts-6798d68dcd');
    expect(labels).to.deep.equal({ app: 'nginx-sts', 'controller.kubernetes.io/hash': '6798d68dcd' });
  });

  it('differ after a collision', () => {
    const template = { spec: { containers: [{ name: 'a' }] } };
    const names = [undefined, 0, 1, 256].map((count) => hashOfTemplate(template, 20, count));
    expect(new Set(names).size).to.equal(4);
  });

  it('are remembered of a template, version by version', () => {
    const template = { spec: { containers: [{ name: 'a' }] } };
    expect(hashOfTemplate(template, 18)).not.to.equal(hashOfTemplate(template, 20));
    expect(hashOfTemplate(template, 18)).to.equal(hashOfTemplate({ ...template }, 18));
  });
});

describe('a template as Go prints it', () => {
  it('begins with its type and its metadata', () => {
    expect(templatePrinter(20)({ metadata: { labels: { b: '2', a: '1' } } }).split('OwnerReferences')[0]).to.equal(
      '(v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:(string) GenerateName:(string) Namespace:(string) SelfLink:(string) UID:(types.UID) ' +
        'ResourceVersion:(string) Generation:(int64)0 CreationTimestamp:(v1.Time){Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}} ' +
        'DeletionTimestamp:(*v1.Time)<nil> DeletionGracePeriodSeconds:(*int64)<nil> Labels:(map[string]string)map[a:1 b:2] Annotations:(map[string]string)<nil> ',
    );
  });

  it('has nil for what is absent or empty', () => {
    expect(printed({ volumes: [] }, 'Volumes', 'Containers')).to.equal('Volumes:([]v1.Volume)<nil> InitContainers:([]v1.Container)<nil>');
    expect(printed({ nodeSelector: {} }, 'NodeSelector', 'ServiceAccountName')).to.equal('NodeSelector:(map[string]string)<nil>');
  });

  it('leaves out the types of items and of what pointers lead to', () => {
    expect(printed({ tolerations: [{ key: 'k', tolerationSeconds: 5 }] }, 'Tolerations', 'HostAliases')).to.equal(
      'Tolerations:([]v1.Toleration)[{Key:(string)k Operator:(v1.TolerationOperator) Value:(string) Effect:(v1.TaintEffect) TolerationSeconds:(*int64)5}]',
    );
  });

  it('has fields of the version only', () => {
    const last = (minor: number): string => printed({}, 'TopologySpreadConstraints', '', minor);
    expect(last(18)).to.equal('TopologySpreadConstraints:([]v1.TopologySpreadConstraint)<nil>}}');
    expect(last(19)).to.equal('TopologySpreadConstraints:([]v1.TopologySpreadConstraint)<nil> SetHostnameAsFQDN:(*bool)<nil>}}');
  });

  const amounts: Record<string, [text: string, struct: string]> = {
    'nothing, which keeps its text': [
      '0',
      '{value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)0 Format:(resource.Format)DecimalSI',
    ],
    thousandths: [
      '100m',
      '{value:(int64)100 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100m Format:(resource.Format)DecimalSI',
    ],
    'powers of two, whose text may not be canonical': [
      '128Mi',
      '{value:(int64)134217728 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI',
    ],
    'powers of two otherwise': [
      '100Mi',
      '{value:(int64)104857600 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100Mi Format:(resource.Format)BinarySI',
    ],
    'what is too large for 64 bits': [
      '1Pi',
      '{value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false abs:(big.nat)[2882303761517117440 61035]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)BinarySI',
    ],
  };
  for (const [what, [text, struct]] of Object.entries(amounts))
    it(`has quantities as they are in memory: ${what}`, () => {
      expect(printed({ overhead: { cpu: text } }, 'Overhead', 'TopologySpreadConstraints')).to.equal(
        `Overhead:(v1.ResourceList)map[cpu:{i:(resource.int64Amount)${struct}}]`,
      );
    });
});
