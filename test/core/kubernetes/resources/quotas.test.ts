import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const create = (plural: string, kind: string, spec: object) =>
  testCluster().ask('POST', `/api/v1/namespaces/default/${plural}`, { apiVersion: 'v1', kind, metadata: { name: 'x' }, spec }).body;
const limit = (item: object): any => create('limitranges', 'LimitRange', { limits: [{ type: 'Container', ...item }] });
const quota = (spec: object): string => create('resourcequotas', 'ResourceQuota', spec).message;

describe('limit ranges', () => {
  it('fill in the default limit from the largest and the default request from both', () => {
    const [item] = limit({ max: { cpu: '2', memory: '1Gi' }, min: { cpu: '100m' }, default: { cpu: '1' } }).spec.limits;
    expect(item.default).to.deep.equal({ cpu: '1', memory: '1Gi' });
    expect(item.defaultRequest).to.deep.equal({ cpu: '1', memory: '1Gi' });
  });

  it('are refused where the smallest exceeds the largest', () => {
    expect(
      limit({ min: { memory: '2Gi' }, max: { memory: '1Gi' }, defaultRequest: { memory: '2Gi' }, default: { memory: '2Gi' } }).message,
    ).to.contain(
      'spec.limits[0].min[memory]: Invalid value: resource.Quantity{i:resource.int64Amount{value:2147483648, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"BinarySI"}: min value 2Gi is greater than max value 1Gi',
    );
  });

  it('say of claims how much storage there may be', () => {
    expect(limit({ type: 'PersistentVolumeClaim' }).message).to.equal(
      'LimitRange "x" is invalid: spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    );
  });

  it('have no defaults for pods', () => {
    expect(limit({ type: 'Pod', default: { cpu: '1' } }).message).to.equal(
      'LimitRange "x" is invalid: spec.limits[0].default: Forbidden: may not be specified when `type` is \'Pod\'',
    );
  });
});

describe('resource quotas', () => {
  it('limit what there is to limit, and never less than nothing', () => {
    expect(quota({ hard: { storage: '1' } })).to.equal(
      'ResourceQuota "x" is invalid: spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota',
    );
    expect(quota({ hard: { pods: '-1' } })).to.equal(
      'ResourceQuota "x" is invalid: spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0',
    );
    expect(quota({ hard: { pods: '500m' } })).to.match(/spec\.hard\[pods\]: Invalid value: resource\.Quantity\{.*\}: must be an integer$/);
  });

  it('have scopes that fit their resources and each other', () => {
    expect(quota({ hard: { secrets: '1' }, scopes: ['BestEffort'] })).to.equal(
      'ResourceQuota "x" is invalid: spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort"}: unsupported scope applied to resource',
    );
    expect(quota({ hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] })).to.contain('conflicting scopes');
  });

  it('select scopes by expressions', () => {
    const selector = (requirement: object): string => quota({ hard: { pods: '1' }, scopeSelector: { matchExpressions: [requirement] } });
    expect(selector({ scopeName: 'PriorityClass', operator: 'In' })).to.contain(
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    );
    expect(selector({ scopeName: 'Terminating', operator: 'In', values: ['x'] })).to.contain(
      'spec.scopeSelector.matchExpressions.operator: Invalid value: "In": must be \'Exist\' only operator when scope is any of',
    );
    expect(
      quota({ hard: { cpu: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'Exists' }] } }),
    ).to.contain(
      'spec.scopeSelector.matchExpressions: Invalid value: core.ScopeSelector{MatchExpressions:[]core.ScopedResourceSelectorRequirement{core.ScopedResourceSelectorRequirement{ScopeName:"BestEffort", Operator:"Exists", Values:[]string(nil)}}}: unsupported scope applied to resource',
    );
  });
});
