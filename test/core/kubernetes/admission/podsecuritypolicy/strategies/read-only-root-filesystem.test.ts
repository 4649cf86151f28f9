import { expect } from 'chai';
import { contextPod, errorsOf, judge, pod, policy } from '../../../../../support/psp.ts';

const FIELD = 'spec.containers[0].securityContext.readOnlyRootFilesystem';
const required = policy({ readOnlyRootFilesystem: true });

describe('readOnlyRootFilesystem', () => {
  it('sets it where a container is silent', () => {
    expect(judge(required, pod()).set).to.deep.equal({ [FIELD]: true });
  });
  it('refuses false', () => {
    expect(errorsOf(required, contextPod({ readOnlyRootFilesystem: false }))).to.deep.equal([
      `${FIELD}: Invalid value: false: ReadOnlyRootFilesystem must be set to true`,
    ]);
  });
});
