import { expect } from 'chai';
import { errorsOf, pod, policy } from '../../../../../support/psp.ts';

const onPort = (hostPort: number) => pod({ initContainers: [{ name: 'i', ports: [{ containerPort: 1, hostPort }] }] });

describe('hostPorts', () => {
  it('refuses a port outside the ranges, and says which there are', () => {
    expect(
      errorsOf(
        policy({
          hostPorts: [
            { min: 80, max: 80 },
            { min: 8000, max: 9000 },
          ],
        }),
        onPort(443),
      ),
    ).to.deep.equal([
      'spec.initContainers[0].hostPort: Invalid value: 443: Host port 443 is not allowed to be used. Allowed ports: [80,8000-9000]',
    ]);
  });
  it('holds both ends of a range for allowed, and port 0 for none', () => {
    const range = policy({ hostPorts: [{ min: 8000, max: 9000 }] });
    expect([8000, 9000, 0].flatMap((port) => errorsOf(range, onPort(port)))).to.deep.equal([]);
  });
});
