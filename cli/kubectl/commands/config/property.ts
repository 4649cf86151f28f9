/** `contexts.aks.namespace`: a place in a kubeconfig, as `config set` and `config unset` name it. */
import type { Kubeconfig } from '../../kubeconfig/file.ts';
import { CliError } from '../../frame/errors.ts';

const PARTS = ['clusters', 'users', 'contexts'] as const;
type Part = (typeof PARTS)[number];

export interface Property {
  part: Part | 'current-context';
  name: string;
  field: string;
}

/** Reads a property's name. Names of entries may have dots in them: the entry that exists decides. */
export function readProperty(text: string, config: Kubeconfig): Property {
  const [part, ...rest] = text.split('.') as [Part, ...string[]];
  if ((part as string) === 'current-context' && !rest.length) return { part: 'current-context', name: '', field: '' };
  if (!PARTS.includes(part))
    throw new CliError(`unable to locate path ${JSON.stringify(text)}: there are current-context, ${PARTS.join(', ')}`);
  for (let length = rest.length; length > 0; length--) {
    const name = rest.slice(0, length).join('.');
    if (config[part][name]) return { part, name, field: rest.slice(length).join('.') };
  }
  return { part, name: rest[0] ?? '', field: rest.slice(1).join('.') };
}
