import { expect } from 'chai';
import { certificateSigningRequests } from '../../../../core/kubernetes/resources/certificatesigningrequests.ts';
import { daemonSets } from '../../../../core/kubernetes/resources/daemonsets.ts';
import { deployments } from '../../../../core/kubernetes/resources/deployments.ts';
import { endpoints } from '../../../../core/kubernetes/resources/endpoints.ts';
import { limitRanges } from '../../../../core/kubernetes/resources/limitranges.ts';
import { networkPolicies } from '../../../../core/kubernetes/resources/networkpolicies.ts';
import { persistentVolumeClaims } from '../../../../core/kubernetes/resources/persistentvolumeclaims.ts';
import { replicaSets } from '../../../../core/kubernetes/resources/replicasets.ts';
import { secrets } from '../../../../core/kubernetes/resources/secrets.ts';
import { events } from '../../../../core/kubernetes/resources/events.ts';
import { ingresses } from '../../../../core/kubernetes/resources/ingresses.ts';
import { nodes } from '../../../../core/kubernetes/resources/nodes.ts';
import { storageClasses } from '../../../../core/kubernetes/resources/storageclasses.ts';
import type { ResourceDefinition } from '../../../../core/kubernetes/resources/types.ts';
import { created, createErrors, updateErrors } from '../../../support/definitions.ts';

const IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const TEMPLATE = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
const workload = (spec: object): object => ({
  metadata: { name: 'x' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: TEMPLATE, ...spec },
});

describe('rules of the real validation that nothing recorded shows', () => {
  it('an address of endpoints that is none is said to be none twice, and ports are looked at without any', () => {
    const said = (subset: object): string[] => createErrors(endpoints, { metadata: { name: 'e' }, subsets: [subset] });
    expect(said({ addresses: [{ ip: 'x' }] })).to.deep.equal([
      `subsets[0].addresses[0].ip: Invalid value: "x": ${IP}`,
      'subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address',
    ]);
    expect(said({ ports: [{ port: 0 }] })).to.deep.equal([
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
      'subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ]);
  });
  it('a block without a network is missing and none, and an exception outside it is shown as its network', () => {
    const block = (ipBlock: object): string[] =>
      createErrors(networkPolicies, { metadata: { name: 'x' }, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock }] }] } });
    expect(block({})).to.deep.equal([
      'spec.ingress[0].from[0].ipBlock.cidr: Required value',
      'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "": not a valid CIDR',
    ]);
    expect(block({ cidr: '10.0.0.0/8', except: ['11.1.2.3/16'] })).to.deep.equal([
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: 11.1.0.0: not within CIDR range',
    ]);
  });
  it('a claim asks for more than nothing, which is all that is said of less', () => {
    const claim = {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '-1' } }, dataSource: { kind: 'Other', name: 'n' } },
    };
    expect(createErrors(persistentVolumeClaims, claim)).to.deep.equal([
      'spec.resources[storage]: Invalid value: "-1": must be greater than zero',
      'spec.dataSource: Invalid value: "Other"',
    ]);
  });
  it('a selector whose values cannot be labels cannot be used, though nothing is wrong in it', () => {
    const selector = { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', '-'] }] };
    expect(createErrors(deployments, workload({ selector }))).to.deep.equal([
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"a", Operator:"In", Values:[]string{"b", "-"}}}}: invalid label selector',
    ]);
    expect(createErrors(daemonSets, workload({ selector }))).to.deep.equal([]);
  });
  it('a text of digits is no percentage, but no nothing either', () =>
    expect(createErrors(deployments, workload({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '5' } } }))).to.have.length(1));
  it('what limit ranges have the wrong way round is named by resource', () => {
    const limits = [{ type: 'Container', min: { cpu: '2' }, default: { cpu: '1' }, defaultRequest: { cpu: '2' } }];
    expect(createErrors(limitRanges, { metadata: { name: 'x' }, spec: { limits } }).map((text) => text.split(':')[0])).to.deep.equal([
      'spec.limits[0].defaultRequest[cpu]',
      'spec.limits[0].default[cpu]',
    ]);
  });
  it('a secret for basic authentication lacks both', () =>
    expect(createErrors(secrets, { type: 'kubernetes.io/basic-auth' })).to.deep.equal([
      'data[%s][username]: Required value',
      'data[%s][password]: Required value',
    ]));
  it('an ingress without rules says whether it was sent an empty list', () => {
    const said = (spec: object): string[] => createErrors(ingresses, { metadata: { name: 'i' }, spec });
    expect(said({})[0]).to.match(/^spec: Invalid value: \[\]networking\.IngressRule\(nil\): either/);
    expect(said({ rules: [] })[0]).to.match(/^spec: Invalid value: \[\]networking\.IngressRule\{\}: either/);
  });
  it('an event stands beside what it is about, or in default', () => {
    const about = (namespace: string, involvedObject: object, more: object = {}): string[] =>
      createErrors(events, { metadata: { name: 'e', namespace }, involvedObject, ...more });
    const elsewhere = 'involvedObject.namespace: Invalid value: "": does not match event.namespace';
    expect(about('kube-system', { kind: 'Node' })).to.deep.equal([elsewhere]);
    expect(about('default', { kind: 'Node' })).to.deep.equal([]);
    const reported = { eventTime: '2020-01-01T00:00:00.000000Z', reportingComponent: '', reportingInstance: 'i', action: 'a', reason: 'r' };
    expect(about('team', { kind: 'Node' }, reported).slice(0, 2)).to.deep.equal([elsewhere, 'reportingController: Required value']);
  });
  it('the topologies of a storage class have a key and values, each once', () => {
    const allowedTopologies = [
      {
        matchLabelExpressions: [
          { key: 'k', values: ['a', 'a'] },
          { key: 'k', values: [] },
        ],
      },
      { matchLabelExpressions: [{ key: 'z', values: ['a'] }] },
      { matchLabelExpressions: [{ key: 'z', values: ['a'] }] },
    ];
    expect(createErrors(storageClasses, { provisioner: 'A/_', allowedTopologies })).to.deep.equal([
      `provisioner: Invalid value: "A/_": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
      'allowedTopologies[0].matchLabelExpressions[1].values: Required value',
      'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "k"',
      'allowedTopologies[2].matchLabelExpressions: Duplicate value: ""',
    ]);
  });
  it('a node has amounts of what it has, and one network of each family, which stays', () => {
    const node = (spec: object, status: object = {}): object => ({ metadata: { name: 'n' }, spec, status });
    expect(createErrors(nodes, node({ podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] }, { capacity: { cpu: '-1' } }))).to.deep.equal([
      'status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0',
      'status.allocatable.cpu: Invalid value: "-1": must be greater than or equal to 0',
      'spec.podCIDRs: Invalid value: []string{"10.0.0.0/24", "10.0.1.0/24"}: may specify no more than one CIDR for each IP family',
    ]);
    const old = created(nodes, node({ podCIDRs: ['10.0.0.0/24'] }));
    expect(updateErrors(nodes, old, node({ podCIDRs: ['10.0.1.0/24'] }))).to.deep.equal([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      '[]: Forbidden: node updates may only change labels, taints, or capacity (or configSource, if the DynamicKubeletConfig feature gate is enabled)',
    ]);
  });
  it('a certificate request names a signer and usages that there are', () => {
    const errors = (spec: object): string[] =>
      createErrors(certificateSigningRequests, {
        spec: { request: btoa('-----BEGIN CERTIFICATE REQUEST-----'), usages: ['any'], ...spec },
      });
    expect(errors({ usages: ['any', 'any'] })).to.deep.equal([
      'spec.usages[1]: Duplicate value: "any"',
      'spec.signerName: Required value: signerName must be provided',
    ]);
    expect(errors({ signerName: 'a/b/c' })).to.deep.equal([
      `spec.signerName: Invalid value: "a/b/c": must be a fully qualified domain and path of the form 'example.com/signer-name'`,
    ]);
    expect(errors({ signerName: 'kubernetes.io/legacy-unknown' })).to.deep.equal([
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ]);
    expect(errors({ signerName: 'A/x' }).map((error) => error.slice(0, 60))).to.deep.equal([
      'spec.signerName: Invalid value: "A": validating label "A": a',
      'spec.signerName: Invalid value: "A": should be a domain with',
    ]);
  });
  for (const [kind, definition] of Object.entries({ replicaSets, daemonSets } satisfies Record<string, ResourceDefinition>)) {
    it(`what is wrong with an update of ${kind} stands twice`, () =>
      expect(updateErrors(definition, created(definition, workload({})), workload({ minReadySeconds: -1 }))).to.deep.equal(
        [1, 2].map(() => 'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'),
      ));
  }
});
