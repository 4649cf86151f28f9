import { expect } from 'chai';
import { contextPod, errorsOf, judge, policy } from '../../../../../support/psp.ts';

const add = (...names: string[]) => contextPod({ capabilities: { add: names } });

describe('capabilities', () => {
  it('refuses each that neither the defaults nor the allowed ones have', () => {
    expect(
      errorsOf(policy({ allowedCapabilities: ['CHOWN'], defaultAddCapabilities: ['KILL'] }), add('CHOWN', 'KILL', 'NET_ADMIN', 'SYS_TIME')),
    ).to.deep.equal([
      'spec.containers[0].securityContext.capabilities.add: Invalid value: "NET_ADMIN": capability may not be added',
      'spec.containers[0].securityContext.capabilities.add: Invalid value: "SYS_TIME": capability may not be added',
    ]);
  });
  it('allows all of them with *', () => {
    expect(errorsOf(policy({ allowedCapabilities: ['*'] }), add('SYS_ADMIN'))).to.deep.equal([]);
  });
  it('adds the defaults and drops the required ones, sorted', () => {
    const { set, errors } = judge(
      policy({ defaultAddCapabilities: ['KILL'], allowedCapabilities: ['CHOWN'], requiredDropCapabilities: ['NET_RAW', 'MKNOD'] }),
      add('CHOWN'),
    );
    expect(errors).to.deep.equal([]);
    expect(set).to.deep.equal({
      'spec.containers[0].securityContext.capabilities': { add: ['CHOWN', 'KILL'], drop: ['MKNOD', 'NET_RAW'] },
    });
  });
  it('adds no default that the container drops', () => {
    expect(judge(policy({ defaultAddCapabilities: ['KILL'] }), contextPod({ capabilities: { drop: ['KILL'] } })).set).to.deep.equal({});
  });
  it('changes nothing where everything is there in another order', () => {
    expect(judge(policy({ requiredDropCapabilities: ['A', 'B'] }), contextPod({ capabilities: { drop: ['B', 'A'] } })).set).to.deep.equal(
      {},
    );
  });
});
