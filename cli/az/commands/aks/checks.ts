import { AzError, messages } from '../../errors.ts';

/** What az checks of its arguments before it sends anything (acs `_validators.py`): each gives the value to go on with. */

const texts = messages.aks;

export function checkClusterName(name: string): string {
  if (!/^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/.test(name)) throw new AzError(texts.name);
  return name;
}

export function checkDnsPrefix(prefix: string): string {
  if (prefix === '') throw new AzError(texts.dnsPrefix);
  return prefix;
}

/** `v1.20.2` is taken for 1.20.2. */
export function checkVersion(version: string): string {
  if (version === '') return version;
  const [, number] = /^[v|V]?(\d+\.\d+(?:\.\d+)?)$/.exec(version) ?? [];
  if (number === undefined) throw new AzError(texts.version);
  return number;
}

export function checkPoolName(name: string): string {
  if (name.length > 12) throw new AzError(texts.poolNameLength);
  if (!/^[\p{L}\p{N}]*$/u.test(name)) throw new AzError(texts.poolNameCharacters);
  return name;
}

export function checkVmSetType(type: string): string {
  const known = type.toLowerCase();
  if (known === 'availabilityset') throw new AzError(messages.unsupported('az aks create --vm-set-type AvailabilitySet'));
  if (known !== '' && known !== 'virtualmachinescalesets') throw new AzError(texts.vmSetType);
  return type;
}

export function checkFormat(format: string): string {
  const known = format.toLowerCase();
  if (!['', 'azure', 'exec'].includes(known)) throw new AzError(texts.format);
  return known;
}

export function checkNetworkPolicy(policy: string): string {
  if (policy === policy.toUpperCase() || policy !== policy.toLowerCase()) throw new AzError(texts.networkPolicy);
  return policy;
}

const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

export function checkLabels(labels: string[]): string[] {
  for (const label of labels) {
    const reason = label === '' ? undefined : wrongWith(label);
    if (reason !== undefined) throw new AzError(texts.label(label, reason));
  }
  return labels;
}

function wrongWith(label: string): string | undefined {
  const reasons = texts.labelReasons;
  const [key, value, more] = label.split('=');
  if (value === undefined || more !== undefined) return reasons.form;
  const parts = key!.split('/');
  if (parts.length > 2) return reasons.name;
  const [prefix, name] = parts.length === 2 ? parts : [undefined, parts[0]];
  if (prefix !== undefined && (prefix === '' || prefix.length > 253)) return reasons.prefixLength;
  if (prefix !== undefined && !PREFIX.test(prefix)) return reasons.prefix;
  if (!name || name.length > 63) return reasons.nameLength;
  if (!NAME.test(name)) return reasons.name;
  if (value.length > 63) return reasons.valueLength;
  return VALUE.test(value) ? undefined : reasons.value;
}
