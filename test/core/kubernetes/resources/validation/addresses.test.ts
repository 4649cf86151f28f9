import { expect } from 'chai';
import fc from 'fast-check';
import { formatIP, networkContains, parseCIDR, parseIP } from '../../../../../core/kubernetes/resources/validation/addresses.ts';

describe('addresses', () => {
  it('are IPv4 or IPv6', () => {
    expect(parseIP('10.0.0.1')).to.deep.equal([10, 0, 0, 1]);
    expect(parseIP('::1')?.at(-1)).to.equal(1);
    expect(parseIP('::ffff:10.0.0.1')?.slice(-4)).to.deep.equal([10, 0, 0, 1]);
    for (const text of ['', '10.0.0', '10.0.0.256', '1::2::3', ':1', 'a.b.c.d', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::'])
      expect(parseIP(text), text).to.equal(undefined);
  });

  it('belong to a network where its bits agree', () => {
    const network = parseCIDR('10.0.0.0/9')!;
    expect(networkContains(network, parseIP('10.127.0.1')!)).to.equal(true);
    expect(networkContains(network, parseIP('10.128.0.1')!)).to.equal(false);
    expect(networkContains(network, parseIP('::1')!)).to.equal(false);
    for (const text of ['10.0.0.0', '10.0.0.0/33', '/8', '10.0.0.0/x']) expect(parseCIDR(text), text).to.equal(undefined);
  });

  it('are read back from what is written', () => {
    const bytes = (length: number) => fc.array(fc.constantFrom(0, 0, 1, 255, 16), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.oneof(bytes(4), bytes(16)), (address) => {
        expect(parseIP(formatIP(address))).to.deep.equal(address);
      }),
      { seed: 20 },
    );
  });
});
