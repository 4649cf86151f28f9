import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const path = (version: string, name = ''): string =>
  `/apis/autoscaling/${version}/namespaces/default/horizontalpodautoscalers${name && `/${name}`}`;
const autoscaler = (version: string, spec: object): object => ({
  apiVersion: `autoscaling/${version}`,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'x' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec },
});
const pods = { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '10' } } };

describe('autoscalers', () => {
  it('aim at 80% of the CPU unless told otherwise', () => {
    const cluster = testCluster();
    expect(cluster.ask('POST', path('v1'), autoscaler('v1', {})).body.spec).to.include({
      minReplicas: 1,
      targetCPUUtilizationPercentage: 80,
    });
    expect(cluster.ask('GET', path('v2beta2', 'x')).body.spec.metrics).to.deep.equal([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ]);
  });

  it('keep in annotations what v1 has no fields for', () => {
    const cluster = testCluster();
    cluster.ask('POST', path('v2beta2'), autoscaler('v2beta2', { metrics: [pods] }));
    const { body: v1 } = cluster.ask('GET', path('v1', 'x'));
    expect(JSON.parse(v1.metadata.annotations['autoscaling.alpha.kubernetes.io/metrics'])).to.deep.equal([
      { type: 'Pods', pods: { metricName: 'hits', targetAverageValue: '10' } },
    ]);
    cluster.ask('PUT', path('v1', 'x'), { ...v1, spec: { ...v1.spec, maxReplicas: 5 } });
    const { body: v2 } = cluster.ask('GET', path('v2beta2', 'x'));
    expect(v2.spec).to.deep.include({ maxReplicas: 5, metrics: [pods] });
    expect(v2.metadata).not.to.have.property('annotations');
  });

  it('have flat metrics in v2beta1', () => {
    const cluster = testCluster();
    const flat = [
      { type: 'Resource', resource: { name: 'memory', targetAverageValue: '1Gi' } },
      { type: 'External', external: { metricName: 'queue', targetValue: '5' } },
    ];
    cluster.ask('POST', path('v2beta1'), autoscaler('v2beta1', { metrics: flat }));
    expect(cluster.ask('GET', path('v2beta2', 'x')).body.spec.metrics).to.deep.equal([
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '5' } } },
    ]);
    expect(cluster.ask('GET', path('v2beta1', 'x')).body.spec.metrics).to.deep.equal(flat);
  });

  it('are refused with a target of nothing', () => {
    const { body } = testCluster().ask('POST', path('v1'), autoscaler('v1', { targetCPUUtilizationPercentage: 0 }));
    expect(body.message).to.equal(
      'HorizontalPodAutoscaler.autoscaling "x" is invalid: spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
    );
  });

  it('show what they aim at', () => {
    const cluster = testCluster();
    cluster.ask('POST', path('v1'), autoscaler('v1', {}));
    const { body } = cluster.ask('GET', path('v1'), undefined, { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } });
    expect(body.rows[0].cells).to.deep.equal(['x', 'Deployment/web', '<unknown>/80%', '1', 3, 0, '0s']);
  });
});
