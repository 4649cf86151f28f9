import { expect } from 'chai';
import { pods } from '../../../../../core/kubernetes/resources/pods.ts';
import { created, updateErrors } from '../../../../support/definitions.ts';

const body = (spec: object = {}, annotations?: object): object => ({
  metadata: { name: 'x', annotations },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
});
const old = created(pods, body({ tolerations: [{ key: 'k', operator: 'Exists' }], activeDeadlineSeconds: 10 }));
const same = { tolerations: [{ key: 'k', operator: 'Exists' }], activeDeadlineSeconds: 10 };
const errors = (spec: object, annotations?: object): string[] =>
  updateErrors(pods, old, body({ ...same, ...spec }, annotations)).map((text) => text.split('\n')[0]!);

describe('pod updates', () => {
  it('may change images', () =>
    expect(errors({ containers: [{ name: 'c', image: 'other', imagePullPolicy: 'Always' }] })).to.deep.equal([]));
  it('may not have images with spaces around, which is said twice', () =>
    expect(errors({ containers: [{ name: 'c', image: ' i', imagePullPolicy: 'Always' }] })).to.deep.equal([
      'spec.containers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
      'spec.containers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
    ]));
  it('may add tolerations, not take them away', () => {
    expect(errors({ tolerations: [...same.tolerations, { key: 'l', operator: 'Exists' }] })).to.deep.equal([]);
    expect(errors({ tolerations: [] })).to.deep.equal([
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ]);
  });
  it('may bring the deadline forward, not put it off', () => {
    expect(errors({ activeDeadlineSeconds: 5 })).to.deep.equal([]);
    expect(errors({ activeDeadlineSeconds: 11 })).to.deep.equal([
      'spec.activeDeadlineSeconds: Invalid value: 11: must be less than or equal to previous value',
    ]);
  });
  it('may not add containers', () => {
    expect(
      errors({
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      }),
    ).to.deep.equal(['spec.containers: Forbidden: pod updates may not add or remove containers']);
  });
  it('may not change anything else', () => {
    expect(errors({ hostNetwork: true })).to.deep.equal([
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)',
    ]);
  });
  it('may not touch AppArmor annotations', () => {
    expect(errors({}, { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' })).to.deep.equal([
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Forbidden: may not add AppArmor annotations',
    ]);
  });
});
