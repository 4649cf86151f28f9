/** A small log for each container: what its command wrote, else what its image is known for. */
import type { KubeObject } from '../../object.ts';
import { repositoryOf } from './images.ts';
import type { Container, Lookup } from './machine.ts';
import { programOf } from './program.ts';

/** The options of `kubectl logs`, as they stand in the query of pods/log. */
export interface LogOptions {
  timestamps: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  sinceTime?: string;
  limitBytes?: number;
}

const NGINX = `/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration
/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/
/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh
10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf
/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh
/docker-entrypoint.sh: Configuration complete; ready for start up
`;

const POSTGRES = `PostgreSQL init process complete; ready for start up.

LOG:  listening on IPv4 address "0.0.0.0", port 5432
LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"
LOG:  database system is ready to accept connections
`;

/** By the last part of the image's name. Images that are not here are silent. */
const BY_IMAGE: Record<string, string> = {
  nginx: NGINX,
  postgres: POSTGRES,
  redis: '1:M * Ready to accept connections\n',
};

/** @param startedAt when the instance began whose log is wanted (milliseconds) */
export function logOf(pod: KubeObject, container: Container, startedAt: number, options: LogOptions, look: Lookup, now: number): string {
  const hasCommand = Boolean(container.command?.length || container.args?.length);
  const { log } = programOf(pod, container, look, startedAt);
  const text = log || (hasCommand ? '' : (BY_IMAGE[repositoryOf(container.image).split('/').at(-1)!] ?? ''));
  const since = Math.max(
    options.sinceSeconds === undefined ? -Infinity : now - options.sinceSeconds * 1000,
    options.sinceTime ? Date.parse(options.sinceTime) : -Infinity,
  );
  if (startedAt < since) return '';
  const lines = text.split('\n').slice(0, -1);
  const kept = options.tailLines === undefined ? lines : options.tailLines > 0 ? lines.slice(-options.tailLines) : [];
  const stamp = options.timestamps ? `${new Date(startedAt).toISOString().replace('Z', '000000Z')} ` : '';
  const whole = kept.map((line) => `${stamp}${line}\n`).join('');
  return options.limitBytes === undefined ? whole : whole.slice(0, options.limitBytes);
}
