/** How a pod resolves names: DNS policy and configuration, aliases of hosts. */
import { at, child, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import { parseIP } from '../validation/addresses.ts';
import { goStrings, list, validateName, type Fields } from './rules.ts';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX = { nameservers: 3, searches: 6, searchCharacters: 256 };

export function validateDnsPolicy(policy: string | undefined, path: Path): FieldError[] {
  if (!policy) return [required(path)];
  return POLICIES.includes(policy) ? [] : [notSupported(path, policy, POLICIES)];
}

export function validateDnsConfig(config: Fields | undefined, policy: string | undefined, path: Path): FieldError[] {
  const nameservers: string[] = config?.nameservers ?? [];
  if (policy === 'None') {
    if (!config) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0)
      return [required(child(path, 'nameservers'), 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if (!config) return [];
  const searches: string[] = config.searches ?? [];
  const errors: FieldError[] = [];
  if (nameservers.length > MAX.nameservers)
    errors.push(invalid(child(path, 'nameservers'), goStrings(nameservers), `must not have more than ${MAX.nameservers} nameservers`));
  nameservers.forEach((server, i) => {
    if (!parseIP(server)) errors.push(invalid(at(child(path, 'nameservers'), i), server, 'must be valid IP address'));
  });
  if (searches.length > MAX.searches)
    errors.push(invalid(child(path, 'searches'), goStrings(searches), `must not have more than ${MAX.searches} search paths`));
  if (searches.join(' ').length > MAX.searchCharacters) {
    errors.push(
      invalid(
        child(path, 'searches'),
        goStrings(searches),
        `must not have more than ${MAX.searchCharacters} characters (including spaces) in the search list`,
      ),
    );
  }
  searches.forEach((search, i) =>
    errors.push(...validateName('dns1123subdomain', search.replace(/\.$/, ''), at(child(path, 'searches'), i))),
  );
  list(config.options).forEach(({ name }, i) => {
    if (!name) errors.push(required(at(child(path, 'options'), i), 'must not be empty'));
  });
  return errors;
}

/** The real one names the list, not the entry. */
export function validateHostAliases(aliases: Fields[] | undefined, path: Path): FieldError[] {
  return list(aliases).flatMap(({ ip = '', hostnames }) => [
    ...(parseIP(ip) ? [] : [invalid(child(path, 'ip'), ip, 'must be valid IP address')]),
    ...((hostnames ?? []) as string[]).flatMap((name) => validateName('dns1123subdomain', name, child(path, 'hostnames'))),
  ]);
}
