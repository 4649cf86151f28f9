import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonValue } from '../../../core/store.ts';
import { CLUSTER, SUB, azureBench } from './bench.ts';

/** JSON with the names that the services read, and anything below them. */
const hostile = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(null, true, 0, -1, 1.5, '', 'x', '1.20.2', 'eastus', 'nodepool1'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(
      fc.constantFrom(
        'location',
        'tags',
        'properties',
        'agentPoolProfiles',
        'kubernetesVersion',
        'orchestratorVersion',
        'name',
        'count',
        'networkProfile',
        'dnsPrefix',
        'addonProfiles',
        'azurepolicy',
        'enablePodSecurityPolicy',
        'mode',
        'nodeResourceGroup',
        'servicePrincipalProfile',
        'nodeTaints',
        'linuxProfile',
      ),
      tie('value'),
      { maxKeys: 6 },
    ) as fc.Arbitrary<JsonValue>,
  ),
})).value;

describe('the ARM door, whatever is sent', () => {
  for (const [method, path] of [
    ['PUT', `${SUB}/resourcegroups/g2`],
    ['PATCH', `${SUB}/resourcegroups/rg`],
    ['PUT', CLUSTER],
    ['PUT', CLUSTER.replace('c1', 'c2')],
    ['PATCH', CLUSTER],
    ['PUT', `${CLUSTER}/agentPools/pool2`],
  ] as const) {
    it(`answers ${method} ${path.slice(SUB.length)}`, () => {
      const bench = azureBench();
      bench.group();
      bench.cluster();
      bench.settle();
      fc.assert(
        fc.property(hostile, (value) => {
          const bodies = [
            value,
            { location: 'eastus', properties: value },
            { location: 'eastus', properties: { agentPoolProfiles: [value] } },
            { location: value, tags: value },
          ];
          for (const body of bodies) expect(bench.send(method, path, body as JsonValue).code).to.be.within(200, 499);
        }),
        { numRuns: 300, seed: 1 },
      );
    });
  }
});
