import { expect } from 'chai';
import { validationError } from '../../../../cli/kubectl/client/validate.ts';

const ADVICE = '; if you choose to ignore these errors, turn validation off with --validate=false';
const pod = (container: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', ...container }], ...more },
});

describe('kubectl: the check before anything is sent', () => {
  const cases: [what: string, document: unknown, error: string | undefined][] = [
    ['a pod', pod({ image: 'nginx' }), undefined],
    ['null where a field may be left out', { ...pod({}), metadata: { creationTimestamp: null } }, undefined],
    ['a number where a string belongs', pod({ resources: { limits: { cpu: 1 } } }), undefined],
    ['a kind that it does not know', { apiVersion: 'example.com/v1', kind: 'Thing', spec: 1 }, undefined],
    ['nothing', {}, '[apiVersion not set, kind not set]'],
    [
      'an unknown field',
      pod({ imag: 'x' }),
      'ValidationError(Pod.spec.containers[0]): unknown field "imag" in io.k8s.api.core.v1.Container',
    ],
    [
      'a string where a boolean belongs',
      pod({ tty: 'true' }),
      'ValidationError(Pod.spec.containers[0].tty): invalid type for io.k8s.api.core.v1.Container.tty: got "string", expected "boolean"',
    ],
    [
      'a map where a list belongs',
      pod({ command: {} }),
      'ValidationError(Pod.spec.containers[0].command): invalid type for io.k8s.api.core.v1.Container.command: got "map", expected "array"',
    ],
    [
      'a list where a map belongs',
      { ...pod({}), metadata: [] },
      'ValidationError(Pod.metadata): invalid type for io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta: got "array", expected "map"',
    ],
    [
      'a boolean as a label',
      { ...pod({}), metadata: { labels: { a: true } } },
      'ValidationError(Pod.metadata.labels.a): invalid type for io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta.labels: got "boolean", expected "string"',
    ],
    ['null in a list', pod({}, { volumes: [null] }), 'unknown object type "nil" in Pod.spec.volumes[0]'],
    [
      'a field that is missing',
      pod({ ports: [{}] }),
      'ValidationError(Pod.spec.containers[0].ports[0]): missing required field "containerPort" in io.k8s.api.core.v1.ContainerPort',
    ],
    ['the items of a list', { apiVersion: 'v1', kind: 'List', items: [pod({}), {}] }, '[apiVersion not set, kind not set]'],
    [
      'two errors',
      pod({ a: 1, b: 2 }),
      '[ValidationError(Pod.spec.containers[0]): unknown field "a" in io.k8s.api.core.v1.Container, ValidationError(Pod.spec.containers[0]): unknown field "b" in io.k8s.api.core.v1.Container]',
    ],
  ];
  for (const [what, document, error] of cases) {
    it(`${error ? 'refuses' : 'takes'} ${what}`, () =>
      expect(validationError(document)).to.equal(error && `error validating data: ${error}${ADVICE}`));
  }
});
