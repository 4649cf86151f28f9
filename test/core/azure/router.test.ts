import { expect } from 'chai';
import { SUB, azureBench } from './bench.ts';

describe('the ARM door', () => {
  it('finds paths whatever their case and api-version', () => {
    const bench = azureBench();
    bench.group();
    expect(bench.send('GET', `${SUB.toUpperCase()}/RESOURCEGROUPS/RG?api-version=1999-01-01`).code).to.equal(200);
  });

  it('answers what it does not know', () => {
    const bench = azureBench();
    const unknown = bench.send('GET', '/nothing/here');
    expect([unknown.code, bench.error(unknown).code]).to.deep.equal([404, 'NotFound']);
    const wrong = bench.send('PATCH', `${SUB}/resourcegroups`);
    expect([wrong.code, bench.error(wrong).code]).to.deep.equal([405, 'MethodNotAllowed']);
    expect(bench.error(bench.send('GET', '/subscriptions/5/resourcegroups')).code).to.equal('SubscriptionNotFound');
  });

  it('refuses bodies that are no objects', () => {
    const bench = azureBench();
    bench.group();
    const cluster = `${SUB}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c1`;
    for (const body of [
      undefined,
      null,
      'text',
      5,
      [],
      { location: 'eastus', properties: 5 },
      { location: 'eastus', properties: { agentPoolProfiles: [null] } },
    ])
      expect(bench.send('PUT', cluster, body).code).to.equal(400);
  });
});
