/**
 * Go's %#v of the few structs that validation messages print whole: `core.Toleration{Key:"k", Operator:"Exists", ...}`.
 * Where Go prints a pointer's address, a fixed one stands here: the real one differs from call to call.
 */
import { quote } from '../../../../formats/gofmt.ts';
import { sentEmpty } from '../../schema/empty.ts';

type Fields = Record<string, any>;

const ADDRESS = '0xc000000000';

/** Type, to fields in Go's order: JSON name, Go type (`*` for a pointer). A field's Go name is its JSON name with a capital but for NAMES. */
const TYPES: Record<string, readonly (readonly [string, string])[]> = {
  'core.SecurityContext': [
    ['capabilities', '*core.Capabilities'], ['privileged', '*bool'], ['seLinuxOptions', '*core.SELinuxOptions'], ['windowsOptions', '*core.WindowsSecurityContextOptions'],
    ['runAsUser', '*int64'], ['runAsGroup', '*int64'], ['runAsNonRoot', '*bool'], ['readOnlyRootFilesystem', '*bool'], ['allowPrivilegeEscalation', '*bool'],
    ['procMount', '*core.ProcMountType'], ['seccompProfile', '*core.SeccompProfile'],
  ],
  'core.SeccompProfile': [['type', 'string'], ['localhostProfile', '*string']],
  'core.Toleration': [['key', 'string'], ['operator', 'string'], ['value', 'string'], ['effect', 'string'], ['tolerationSeconds', '*int64']],
  'core.Lifecycle': [['postStart', '*core.Handler'], ['preStop', '*core.Handler']],
  'apps.DeploymentStrategy': [['type', 'string'], ['rollingUpdate', '*apps.RollingUpdateDeployment']],
  'apps.DaemonSetUpdateStrategy': [['type', 'string'], ['rollingUpdate', '*apps.RollingUpdateDaemonSet']],
  'apps.StatefulSetUpdateStrategy': [['type', 'string'], ['rollingUpdate', '*apps.RollingUpdateStatefulSetStrategy']],
};
const NAMES: Record<string, string> = { seLinuxOptions: 'SELinuxOptions' };

export function goStruct(type: string, value: Fields): string {
  const fields = (TYPES[type] ?? []).map(([name, fieldType]) => {
    const goName = NAMES[name] ?? name[0]!.toUpperCase() + name.slice(1);
    return `${goName}:${fieldType.startsWith('*') ? `(${fieldType})(${value[name] === undefined ? 'nil' : ADDRESS})` : quote(value[name] ?? '')}`;
  });
  return `${type}{${fields.join(', ')}}`;
}

/** `map[string]string{"app":"x"}`; `map[string]string(nil)` for a map that was not sent. */
export function goMap(owner: Fields | undefined | null, field: string): string {
  const map: Record<string, string> | undefined = owner?.[field];
  if (!map) return `map[string]string${sentEmpty(owner, field) ? '{}' : '(nil)'}`;
  return `map[string]string{${Object.keys(map).sort().map((key) => `${quote(key)}:${quote(map[key]!)}`).join(', ')}}`;
}

/** `v1.LabelSelector{MatchLabels:..., MatchExpressions:...}` */
export function goSelector(selector: Fields): string {
  const expressions: Fields[] | undefined = selector.matchExpressions;
  const type = '[]v1.LabelSelectorRequirement';
  const items = (expressions ?? []).map(({ key, operator, values }) => `v1.LabelSelectorRequirement{Key:${quote(key)}, Operator:${quote(operator)}, Values:${goStringList(values)}}`);
  const list = expressions || sentEmpty(selector, 'matchExpressions') ? `${type}{${items.join(', ')}}` : `${type}(nil)`;
  return `v1.LabelSelector{MatchLabels:${goMap(selector, 'matchLabels')}, MatchExpressions:${list}}`;
}

function goStringList(values: string[] | undefined): string {
  return values ? `[]string{${values.map(quote).join(', ')}}` : '[]string(nil)';
}
