/** Where a pod may run: affinity, tolerations, spreading. */
import { at, child, duplicate, forbidden, go, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { validateLabelName, validateLabelSelector } from '../validation/labels.ts';
import { labelValue } from '../validation/names.ts';
import { goStruct } from './godump.ts';
import { list, validateName, type Fields } from './rules.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const WEIGHT = 'must be in the range 1-100';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export function validateTolerations(tolerations: Fields[] | undefined, path: Path): FieldError[] {
  return list(tolerations).flatMap((toleration, i) => validateToleration(toleration, at(path, i)));
}

function validateToleration(toleration: Fields, path: Path): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const operatorPath = child(path, 'operator');
  const errors = key ? validateLabelName(key, child(path, 'key')) : [];
  if (!key && operator !== 'Exists')
    errors.push(
      invalid(operatorPath, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'),
    );
  if (tolerationSeconds !== undefined && effect !== 'NoExecute')
    errors.push(invalid(child(path, 'effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  if (operator === 'Equal' || operator === '') {
    const wrong = labelValue(value);
    if (wrong.length > 0) errors.push(invalid(operatorPath, value, wrong.join(';')));
  } else if (operator === 'Exists') {
    if (value)
      errors.push(invalid(operatorPath, go(goStruct('core.Toleration', toleration)), "value must be empty when `operator` is 'Exists'"));
  } else errors.push(notSupported(operatorPath, operator, ['Equal', 'Exists']));
  if (effect && !EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
  return errors;
}

export function validateTopologySpread(constraints: Fields[] | undefined, path: Path): FieldError[] {
  const pairOf = ({ topologyKey = '', whenUnsatisfiable = '' }: Fields): string => `{${topologyKey}, ${whenUnsatisfiable}}`;
  return list(constraints).flatMap((constraint, i) => {
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' } = constraint;
    const where = at(path, i);
    const errors = maxSkew <= 0 ? [invalid(child(where, 'maxSkew'), maxSkew, 'must be greater than zero')] : [];
    if (!topologyKey) errors.push(required(child(where, 'topologyKey'), 'can not be empty'));
    const choices = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!choices.includes(whenUnsatisfiable)) errors.push(notSupported(child(where, 'whenUnsatisfiable'), whenUnsatisfiable, choices));
    // The first of a pair is the one that is said to repeat.
    const pair = pairOf(constraint);
    if (
      list(constraints)
        .slice(i + 1)
        .some((other) => pairOf(other) === pair)
    )
      errors.push(duplicate(child(where, '{topologyKey, whenUnsatisfiable}'), pair));
    return errors;
  });
}

export function validateAffinity(affinity: Fields | undefined, path: Path): FieldError[] {
  if (!affinity) return [];
  const terms = (field: string): FieldError[] => (affinity[field] ? validatePodTerms(affinity[field], child(path, field)) : []);
  return [
    ...validateNodeAffinity(affinity.nodeAffinity, child(path, 'nodeAffinity')),
    ...terms('podAffinity'),
    ...terms('podAntiAffinity'),
  ];
}

function validateNodeAffinity(affinity: Fields | undefined, path: Path): FieldError[] {
  if (!affinity) return [];
  return [
    ...(affinity[REQUIRED] ? validateNodeSelector(affinity[REQUIRED], child(path, REQUIRED)) : []),
    ...list(affinity[PREFERRED]).flatMap(({ weight = 0, preference }, i) => {
      const where = at(child(path, PREFERRED), i);
      const wrong = weight <= 0 || weight > 100 ? [invalid(child(where, 'weight'), weight, WEIGHT)] : [];
      return [...wrong, ...validateNodeTerm(preference, child(where, 'preference'))];
    }),
  ];
}

export function validateNodeSelector(selector: Fields, path: Path): FieldError[] {
  const where = child(path, 'nodeSelectorTerms');
  const terms = list(selector.nodeSelectorTerms);
  if (terms.length === 0) return [required(where, 'must have at least one node selector term')];
  return terms.flatMap((term, i) => validateNodeTerm(term, at(where, i)));
}

function validateNodeTerm(term: Fields | undefined, path: Path): FieldError[] {
  return [
    ...list(term?.matchExpressions).flatMap((requirement, i) =>
      validateNodeExpression(requirement, at(child(path, 'matchExpressions'), i)),
    ),
    ...list(term?.matchFields).flatMap((requirement, i) => validateNodeField(requirement, at(child(path, 'matchFields'), i))),
  ];
}

const NOT_AN_OPERATOR = 'not a valid selector operator';

function validateNodeExpression({ key = '', operator = '', values = [] }: Fields, path: Path): FieldError[] {
  const where = child(path, 'values');
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(where, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) errors.push(forbidden(where, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) errors.push(required(where, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalid(child(path, 'operator'), operator, NOT_AN_OPERATOR));
  return [...errors, ...validateLabelName(key, child(path, 'key'))];
}

function validateNodeField({ key = '', operator = '', values = [] }: Fields, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(child(path, 'operator'), operator, NOT_AN_OPERATOR));
  else if (values.length !== 1)
    errors.push(required(child(path, 'values'), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
  if (key !== 'metadata.name') return [...errors, invalid(child(path, 'key'), key, 'not a valid field selector key')];
  return [...errors, ...(values as string[]).flatMap((name, i) => validateName('dns1123subdomain', name, at(child(path, 'values'), i)))];
}

function validatePodTerms(affinity: Fields, path: Path): FieldError[] {
  return [
    ...list(affinity[REQUIRED]).flatMap((term, i) => validatePodTerm(term, at(child(path, REQUIRED), i))),
    ...list(affinity[PREFERRED]).flatMap(({ weight = 0, podAffinityTerm }, i) => {
      const where = at(child(path, PREFERRED), i);
      const wrong = weight <= 0 || weight > 100 ? [invalid(child(where, 'weight'), weight, WEIGHT)] : [];
      return [...wrong, ...validatePodTerm(podAffinityTerm ?? {}, child(where, 'podAffinityTerm'))];
    }),
  ];
}

function validatePodTerm({ labelSelector, namespaces, topologyKey = '' }: Fields, path: Path): FieldError[] {
  // The real one names the expressions for the whole selector.
  const errors = validateLabelSelector(labelSelector, child(path, 'matchExpressions'));
  for (const name of (namespaces ?? []) as string[]) errors.push(...validateName('dns1123label', name, child(path, 'namespace')));
  if (!topologyKey) errors.push(required(child(path, 'topologyKey'), 'can not be empty'));
  return [...errors, ...validateLabelName(topologyKey, child(path, 'topologyKey'))];
}
