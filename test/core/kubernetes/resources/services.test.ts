import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const SERVICES = '/api/v1/namespaces/default/services';
const service = (spec: object, name = 'web'): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { ports: [{ port: 80 }], selector: { app: 'web' }, ...spec },
});
const create = (spec: object) => testCluster().ask('POST', SERVICES, service(spec)).body;

describe('services', () => {
  it('get an address of their own, the same again in the same cluster', () => {
    const cluster = testCluster();
    const addresses = ['a', 'b', 'c'].map((name) => cluster.ask('POST', SERVICES, service({}, name)).body.spec.clusterIP);
    expect(new Set(addresses).size).to.equal(3);
    for (const address of addresses) expect(address).to.match(/^10\.0\.\d+\.\d+$/);
    expect(testCluster().ask('POST', SERVICES, service({}, 'a')).body.spec.clusterIP).to.equal(addresses[0]);
  });

  it('get node ports where their type needs them', () => {
    const { spec } = create({
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    });
    const nodePorts = spec.ports.map((port: any) => port.nodePort);
    expect(new Set(nodePorts).size).to.equal(2);
    for (const port of nodePorts) expect(port).to.be.within(30000, 32767);
    expect(spec.externalTrafficPolicy).to.equal('Cluster');
  });

  it('share no address and no node port', () => {
    const cluster = testCluster();
    const { spec } = cluster.ask(
      'POST',
      SERVICES,
      service({ type: 'NodePort', clusterIP: '10.0.0.50', ports: [{ port: 80, nodePort: 30080 }] }, 'one'),
    ).body;
    expect(spec.ports[0].nodePort).to.equal(30080);
    const second = cluster.ask('POST', SERVICES, service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })).body;
    expect(second.message).to.equal(
      'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    const third = cluster.ask('POST', SERVICES, service({ clusterIP: '10.0.0.50' })).body;
    expect(third.message).to.equal(
      'Service "web" is invalid: spec.clusterIPs: Invalid value: []string{"10.0.0.50"}: failed to allocated ip:10.0.0.50 with error:provided IP is already allocated',
    );
  });

  it('are given nothing by a dry run', () => {
    const { body } = testCluster().ask('POST', `${SERVICES}?dryRun=All`, service({}));
    expect(body.spec).not.to.have.property('clusterIP');
  });

  it('keep their address', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', SERVICES, service({}));
    const { clusterIP: _, clusterIPs: __, ...spec } = body.spec;
    expect(cluster.ask('PUT', `${SERVICES}/web`, { ...body, spec }).body.message).to.equal(
      'Service "web" is invalid: spec.clusterIPs[0]: Invalid value: []string(nil): primary clusterIP can not be unset',
    );
    expect(cluster.ask('PUT', `${SERVICES}/web`, { ...body, spec: { ...body.spec, clusterIP: '10.0.0.9' } }).body.message).to.contain(
      'may not change once set',
    );
  });

  it('lose what another type has no use for', () => {
    const cluster = testCluster();
    const { body } = cluster.ask('POST', SERVICES, service({ type: 'NodePort' }));
    const { externalTrafficPolicy: _, ...spec } = body.spec;
    const { body: changed } = cluster.ask('PUT', `${SERVICES}/web`, { ...body, spec: { ...spec, type: 'ClusterIP' } });
    expect(changed.spec.ports[0]).not.to.have.property('nodePort');
    expect(changed.spec.clusterIP).to.equal(body.spec.clusterIP);
  });

  it('have one address field before 1.20', () => {
    const cluster = testCluster({ version: '1.18.8' });
    const { body } = cluster.ask('POST', SERVICES, service({}));
    expect(body.spec).to.have.property('clusterIP');
    expect(body.spec).not.to.have.property('clusterIPs');
    expect(cluster.ask('PUT', `${SERVICES}/web`, { ...body, spec: { ...body.spec, clusterIP: '' } }).body.message).to.equal(
      'Service "web" is invalid: spec.clusterIP: Invalid value: "": field is immutable',
    );
  });

  const refusals: [string, object, string][] = [
    ['no port', { ports: [] }, 'spec.ports: Required value'],
    ['two ports, one without a name', { ports: [{ port: 80, name: 'a' }, { port: 81 }] }, 'spec.ports[1].name: Required value'],
    [
      'a port twice',
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      },
      'spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
    ],
    [
      'a headless node port',
      { type: 'NodePort', clusterIP: 'None' },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    ['an external name without a name', { type: 'ExternalName' }, 'spec.externalName: Required value'],
    [
      'a loopback address',
      { externalIPs: ['127.0.0.1'] },
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8)',
    ],
    [
      'source ranges without a balancer',
      { loadBalancerSourceRanges: ['10.0.0.0/8'] },
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'a traffic policy without a balancer',
      { externalTrafficPolicy: 'Local' },
      'spec.externalTrafficPolicy: Invalid value: "Local": ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service',
    ],
  ];
  for (const [what, spec, message] of refusals) {
    it(`are refused with ${what}`, () => {
      expect(create(spec).message).to.equal(`Service "web" is invalid: ${message}`);
    });
  }
});
