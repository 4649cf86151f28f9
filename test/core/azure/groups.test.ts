import { expect } from 'chai';
import { CLUSTER, SUB, azureBench } from './bench.ts';

const at = (name: string) => `${SUB}/resourcegroups/${name}?api-version=2021-04-01`;

describe('resource groups', () => {
  it('answers 201 to a new one and 200 to one that is there', () => {
    const bench = azureBench();
    expect(bench.group().code).to.equal(201);
    expect(bench.group().code).to.equal(200);
    expect(bench.send('HEAD', at('RG')).code).to.equal(204);
    expect(bench.send('HEAD', at('other')).code).to.equal(404);
  });

  it('stays where it is', () => {
    const bench = azureBench();
    bench.group();
    const answer = bench.send('PUT', at('rg'), { location: 'westus2' });
    expect(answer.code).to.equal(409);
    expect(bench.error(answer).message).to.equal(
      "Invalid resource group location 'westus2'. The Resource group already exists in location 'eastus'.",
    );
  });

  for (const [name, says] of [
    ['a%20b!', "these invalid characters: ' !'"],
    ['ends.', 'must not end with a period'],
    ['x'.repeat(91), 'longer than the limit of 90 characters'],
  ] as const) {
    it(`refuses the name ${name.slice(0, 12)}`, () => {
      const bench = azureBench();
      expect(bench.error(bench.send('PUT', at(name), { location: 'eastus' })).message).to.contain(says);
      expect(bench.store.count('/azure/')).to.equal(0);
    });
  }

  it('filters by tag', () => {
    const bench = azureBench();
    bench.send('PUT', at('a'), { location: 'eastus', tags: { env: 'train' } });
    bench.send('PUT', at('b'), { location: 'eastus', tags: { env: 'prod' } });
    const names = (filter: string) =>
      (bench.send('GET', `${SUB}/resourcegroups?$filter=${encodeURIComponent(filter)}`).body as { value: { name: string }[] }).value.map(
        (group) => group.name,
      );
    expect(names("tagname eq 'env' and tagvalue eq 'train'")).to.deep.equal(['a']);
    expect(names("tagname eq 'env'")).to.deep.equal(['a', 'b']);
  });

  it('is gone, with its clusters and their node groups, when its deletion is due', () => {
    const bench = azureBench('short');
    bench.group();
    bench.cluster();
    bench.clock.advance(3000);
    const { headers, code } = bench.send('DELETE', at('rg'));
    const job = headers!.location!.replace('https://management.azure.com', '');
    expect(code).to.equal(202);
    expect(bench.properties().provisioningState).to.equal('Deleting');
    expect(bench.error(bench.send('DELETE', at('rg'))).code).to.equal('ResourceGroupBeingDeleted');
    expect(bench.send('GET', job).code).to.equal(202);
    bench.clock.advance(1000);
    expect(bench.send('GET', job).code).to.equal(200);
    expect(bench.send('GET', CLUSTER).code).to.equal(404);
    expect(bench.send('GET', `${SUB}/resourcegroups`).body).to.deep.equal({ value: [] });
    expect(bench.calls.map((call) => call.what)).to.deep.equal(['create', 'remove']);
  });
});
