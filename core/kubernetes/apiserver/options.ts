/** The options of a write, from its query: dryRun, fieldManager. */
import { header, type Call } from './server.ts';
import { invalid } from './errors.ts';
import { notSupported } from '../field.ts';

/** Whether the request changes nothing: dryRun=All. */
export function isDryRun(call: Call, kind: string): boolean {
  const values = call.query.getAll('dryRun').filter(Boolean);
  const wrong = values.filter((v) => v !== 'All');
  if (wrong.length) {
    throw invalid(
      { group: 'meta.k8s.io', name: kind },
      '',
      wrong.map((v) => notSupported('dryRun', v, ['All'])),
    );
  }
  return values.length > 0;
}

/** Who the managed fields of a write belong to: the fieldManager option, else the first word of the user agent. */
export function managerOf(call: Call): string {
  const given = call.query.get('fieldManager');
  if (given) return given;
  const agent = header(call.request, 'user-agent') ?? 'unknown';
  return agent.split('/')[0]!.slice(0, 128);
}
