/**
 * Go's %#v of the few structs that validation messages print whole: `core.Toleration{Key:"k", Operator:"Exists", ...}`.
 * Where Go prints a pointer's address, a fixed one stands here: the real one differs from call to call.
 */
import { quote } from '../../../../formats/gofmt.ts';
import { sentEmpty } from '../../schema/empty.ts';
import { coreValue, type GoValue } from './diff/values.ts';

type Fields = Record<string, any>;

const ADDRESS = '0xc000000000';

/** The update strategies of apps: a type, and a pointer to the rest. */
const STRATEGIES: Record<string, string> = {
  'apps.DeploymentStrategy': 'apps.RollingUpdateDeployment',
  'apps.DaemonSetUpdateStrategy': 'apps.RollingUpdateDaemonSet',
  'apps.StatefulSetUpdateStrategy': 'apps.RollingUpdateStatefulSetStrategy',
};

/** @param type `core.Toleration` and other types of core, or an update strategy of apps */
export function goStruct(type: string, value: Fields): string {
  const rolling = STRATEGIES[type];
  if (rolling) return `${type}{Type:${quote(value.type ?? '')}, RollingUpdate:${pointer(rolling, value.rollingUpdate === undefined)}}`;
  return goSyntax(coreValue(type.slice('core.'.length), value));
}

const pointer = (type: string, isNil: boolean): string => `(*${type})(${isNil ? 'nil' : ADDRESS})`;

function goSyntax(value: GoValue): string {
  switch (value.kind) {
    case 'plain':
      return value.text;
    case 'string':
      return quote(value.text);
    case 'pointer':
      return pointer(value.type.slice(1), value.to === null);
    case 'struct':
      return `${value.type}{${value.fields.map((field) => `${field.name}:${goSyntax(field.value)}`).join(', ')}}`;
    case 'slice':
      return value.items ? `${value.type}{${value.items.map(goSyntax).join(', ')}}` : `${value.type}(nil)`;
    case 'map':
      return value.entries
        ? `${value.type}{${value.entries.map(([key, item]) => `${key.replace(/^s/, '')}:${goSyntax(item)}`).join(', ')}}`
        : `${value.type}(nil)`;
  }
}

/** `map[string]string{"app":"x"}`; `map[string]string(nil)` for a map that was not sent. */
export function goMap(owner: Fields | undefined | null, field: string): string {
  const map: Record<string, string> | undefined = owner?.[field];
  if (!map) return `map[string]string${sentEmpty(owner, field) ? '{}' : '(nil)'}`;
  return `map[string]string{${Object.keys(map)
    .sort()
    .map((key) => `${quote(key)}:${quote(map[key]!)}`)
    .join(', ')}}`;
}

/** `v1.LabelSelector{MatchLabels:..., MatchExpressions:...}` */
export function goSelector(selector: Fields): string {
  const expressions: Fields[] | undefined = selector.matchExpressions;
  const type = '[]v1.LabelSelectorRequirement';
  const items = (expressions ?? []).map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${quote(key)}, Operator:${quote(operator)}, Values:${goStringList(values)}}`,
  );
  const list = expressions || sentEmpty(selector, 'matchExpressions') ? `${type}{${items.join(', ')}}` : `${type}(nil)`;
  return `v1.LabelSelector{MatchLabels:${goMap(selector, 'matchLabels')}, MatchExpressions:${list}}`;
}

function goStringList(values: string[] | undefined): string {
  return values ? `[]string{${values.map(quote).join(', ')}}` : '[]string(nil)';
}
