/** Whatever a client sends that fits the types, no definition throws on it. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { RESOURCES } from '../../../../core/kubernetes/resources/registry.ts';
import { decode, typeNamed, typeOf, type FieldType } from '../../../../core/kubernetes/schema/index.ts';
import { versionsOf } from '../../../../core/kubernetes/versions.ts';

const context = { versions: versionsOf('1.20.2'), now: 0 };
const TEXTS = [
  '',
  'x',
  'a/b',
  '/a/../b',
  '..',
  '*',
  'Localhost',
  'localhost/p',
  'RollingUpdate',
  'In',
  'Exists',
  'metadata.name',
  "metadata.labels['a']",
  'limits.cpu',
  '1.2.3.4',
  '50%',
  '@daily',
  'a\\b',
  'é',
];

/** A value of that type; fields become rarer with depth. */
function valueOf(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'object':
      return objectOf(type.type, depth + 1);
    case 'array':
      return fc.array(valueOf(type.of, depth), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('a', 'cpu', 'hugepages-1Mi', 'a.b/c', '!'), valueOf(type.of, depth), { maxKeys: 2 });
    case 'string':
      return fc.constantFrom(...TEXTS);
    case 'boolean':
      return fc.boolean();
    case 'quantity':
      return fc.constantFrom('1', '-1', '1Gi', '100u');
    case 'intOrString':
      return fc.constantFrom(0, -1, 80, '50%', 'x');
    case 'int32':
    case 'int64':
      return fc.constantFrom(0, -1, 1, 70000);
    default:
      return fc.constant(null);
  }
}

function objectOf(name: string, depth: number): fc.Arbitrary<unknown> {
  const type = typeNamed(name);
  if (!type || depth > 9) return fc.constant({});
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of type.fields.values()) {
    const value = fc.memo(() => valueOf(field.type, depth))();
    model[field.name] = depth < 3 || field.required ? value : fc.option(value, { nil: undefined, freq: 1 });
  }
  return fc.record(model, { requiredKeys: [] });
}

const KINDS = [
  'pods',
  'podtemplates',
  'podsecuritypolicies',
  'deployments',
  'replicasets',
  'replicationcontrollers',
  'daemonsets',
  'statefulsets',
  'controllerrevisions',
  'jobs',
  'cronjobs',
  'events',
  'nodes',
  'runtimeclasses',
  'priorityclasses',
];

describe('definitions never throw on what fits their type', () => {
  for (const plural of KINDS) {
    it(plural, () => {
      const resource = RESOURCES.find((one) => one.plural === plural)!;
      const kind = { group: resource.group, version: resource.storageVersion, kind: resource.kind };
      const read = (body: unknown): KubeObject | undefined => {
        const decoded = decode(kind, JSON.stringify(body));
        return 'error' in decoded ? undefined : decoded.object;
      };
      const body = objectOf(typeOf(kind)!.name, 0);
      const property = fc.property(body, body, (first, second) => {
        const [object, next] = [read(first), read(second)];
        if (!object || !next) return;
        resource.default?.(object, context);
        resource.prepareForCreate?.(object, context);
        resource.validate?.(object, context);
        resource.default?.(next, context);
        resource.prepareForUpdate?.(next, object, context);
        const errors = resource.validateUpdate?.(next, object, context) ?? [];
        for (const column of resource.columns) column.cell(object, context);
        expect(errors.every(({ field }) => typeof field === 'string')).to.equal(true);
      });
      fc.assert(property, { seed: 11, numRuns: 60 });
    });
  }
});
