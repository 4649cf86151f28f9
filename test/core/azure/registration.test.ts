import { expect } from 'chai';
import { SUB, azureBench } from './bench.ts';

const FEATURE = `${SUB}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/PodSecurityPolicyPreview`;
const state = (body: unknown) => (body as { properties: { state: string } }).properties.state;

describe('features and providers', () => {
  it('registers a feature after its time, not before', () => {
    const bench = azureBench('short');
    expect(state(bench.send('GET', FEATURE).body)).to.equal('NotRegistered');
    expect(state(bench.registerFeature().body)).to.equal('Registering');
    bench.clock.advance(1999);
    expect(state(bench.send('GET', FEATURE).body)).to.equal('Registering');
    bench.clock.advance(1);
    expect(state(bench.send('GET', FEATURE).body)).to.equal('Registered');
  });

  it('does not start over when it is asked again while registering', () => {
    const bench = azureBench('short');
    bench.registerFeature();
    bench.clock.advance(1500);
    bench.registerFeature();
    bench.clock.advance(500);
    expect(state(bench.registerFeature().body)).to.equal('Registered');
    expect(bench.azure.nextDue()).to.equal(undefined);
  });

  it('finds names whatever their case, and answers with its own spelling', () => {
    const bench = azureBench();
    const { body } = bench.send(
      'GET',
      FEATURE.replace('PodSecurityPolicyPreview', 'podsecuritypolicypreview').replace(
        'Microsoft.ContainerService',
        'microsoft.containerservice',
      ),
    );
    expect((body as { name: string }).name).to.equal('Microsoft.ContainerService/PodSecurityPolicyPreview');
  });

  it('refuses features and namespaces that do not exist', () => {
    const bench = azureBench();
    const unknown = bench.send('POST', `${FEATURE.replace('PodSecurityPolicyPreview', 'Nope')}/register`);
    expect([unknown.code, bench.error(unknown).code]).to.deep.equal([404, 'FeatureNotFound']);
    expect(bench.error(bench.send('GET', `${SUB}/providers/Microsoft.Nope`)).message).to.equal(
      "The resource namespace 'Microsoft.Nope' is invalid.",
    );
  });

  it('unregisters and registers a provider', () => {
    const bench = azureBench('short');
    const path = `${SUB}/providers/Microsoft.ContainerService`;
    const provider = (answer: { body?: unknown }) => (answer.body as { registrationState: string }).registrationState;
    expect(provider(bench.send('POST', `${path}/unregister`))).to.equal('Unregistering');
    bench.clock.advance(1000);
    expect(provider(bench.send('GET', path))).to.equal('Unregistered');
    expect(provider(bench.send('POST', `${path}/register`))).to.equal('Registering');
    bench.clock.advance(1000);
    expect(provider(bench.send('GET', path))).to.equal('Registered');
  });

  it('does not let go of a provider whose resources exist', () => {
    const bench = azureBench();
    bench.group();
    bench.cluster();
    expect(bench.error(bench.send('POST', `${SUB}/providers/Microsoft.ContainerService/unregister`)).code).to.equal(
      'CannotUnregisterProvider',
    );
  });
});
