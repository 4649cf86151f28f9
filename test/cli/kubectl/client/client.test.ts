import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

describe('kubectl: warnings of the server', () => {
  it('are printed once, and are errors where that is asked for', async () => {
    const cluster = await kubectlLab({}, { version: '1.21.2' });
    const warning = 'Warning: policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+\n';
    expect(await cluster.run('get psp')).to.deep.equal({ code: 0, out: '', err: `${warning}No resources found\n` });
    expect(await cluster.run('get psp --warnings-as-errors')).to.deep.equal({
      code: 1,
      out: '',
      err: `${warning}No resources found\nError: 1 warning received\n`,
    });
  });
});
