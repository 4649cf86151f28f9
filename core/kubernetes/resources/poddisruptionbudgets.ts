import { go, invalid, quote, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, number, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepAllButStatus, keepStatus, nonNegative } from './validation/common.ts';
import { validateLabelSelector } from './validation/labels.ts';
import { percent } from './validation/names.ts';

type Amount = number | string;

const shown = (amount: Amount) => go(`intstr.IntOrString{Type:1, IntVal:0, StrVal:${quote(String(amount))}}`);

function validateAmount(amount: Amount | undefined, path: Path): FieldError[] {
  if (amount === undefined) return [];
  if (typeof amount === 'number') return nonNegative(amount, path);
  const errors = percent(amount).map((message) => invalid(path, shown(amount), message));
  return errors.length === 0 && parseInt(amount, 10) > 100 ? [invalid(path, shown(amount), 'must not be greater than 100%')] : errors;
}

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { minAvailable, maxUnavailable, selector } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  const pointer = (type: string, value: unknown): string => `(*${type})(${value === undefined ? 'nil' : '0xc000000000'})`;
  const whole = go(
    `policy.PodDisruptionBudgetSpec{MinAvailable:${pointer('intstr.IntOrString', minAvailable)}, Selector:${pointer('v1.LabelSelector', selector)}, MaxUnavailable:${pointer('intstr.IntOrString', maxUnavailable)}}`,
  );
  return [
    ...(both ? [invalid('spec', whole, 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...validateAmount(minAvailable, 'spec.minAvailable'),
    ...validateAmount(maxUnavailable, 'spec.maxUnavailable'),
    ...validateLabelSelector(selector, 'spec.selector'),
  ];
}

const amount = (value: Amount | undefined): string => (value === undefined ? 'N/A' : String(value));

/** Its name is checked by nobody but the storage path. */
export const podDisruptionBudgets: ResourceDefinition = {
  group: 'policy',
  served: (versions) => [...(versions.has('policyV1') ? ['v1'] : []), ...(versions.has('policyV1beta1') ? ['v1beta1'] : [])],
  storageVersion: 'v1beta1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  nameRule: 'pathSegment',
  prepareForCreate(budget) {
    budget.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    budget.metadata.generation = 1;
  },
  prepareForUpdate(budget, old) {
    keepStatus(budget, old);
    countGeneration(budget, old);
  },
  validate,
  validateUpdate: (budget) => validate(budget),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Min Available', ({ spec }) => amount(spec?.minAvailable)),
    text('Max Unavailable', ({ spec }) => amount(spec?.maxUnavailable)),
    number('Allowed Disruptions', ({ status }) => status?.disruptionsAllowed ?? 0),
    AGE,
  ],
};
