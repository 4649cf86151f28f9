/** Ingresses from rules such as host/path=service:port,tls=secret. */
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';

const RULE = /^(?<host>[\w.*-]*)(?<path>\/[^=]*)?=(?<service>[\w-]+):(?<port>[\w-]+)(?<tls>,tls(?:=(?<secret>[\w.-]+))?)?$/;

export const ingress: Generator = {
  name: 'ingress',
  aliases: ['ing'],
  use: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  summary: 'Create an ingress',
  examples: "kubectl create ingress web --rule='shop.example/=web:80,tls=cert'",
  flags: [
    {
      name: 'rule',
      type: 'array',
      usage: 'host/path=service:port[,tls=secretname]; a * at the end of the path makes it a prefix. May be repeated.',
    },
    { name: 'class', type: 'string', usage: 'Ingress class.' },
    { name: 'default-backend', type: 'string', usage: 'service:port for what no rule matches.' },
    { name: 'annotation', type: 'array', usage: 'key=value; may be repeated.' },
  ],
  namespaced: true,
  failure: 'failed to create ingress',
  make(name, flags) {
    const rules = flags.list('rule').map(readRule);
    const backend = flags.string('default-backend');
    if (!rules.length && !backend)
      throw new CliError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    const annotations = Object.fromEntries(flags.list('annotation').map((a) => a.split('=') as [string, string]));
    const tls = rules.filter((r) => r.tls !== undefined);
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta(name, Object.keys(annotations).length ? { annotations } : {}),
      spec: {
        ...(backend ? { defaultBackend: backendOf(backend) } : {}),
        ...(flags.string('class') ? { ingressClassName: flags.string('class') } : {}),
        ...(rules.length ? { rules: byHost(rules) } : {}),
        ...(tls.length
          ? { tls: tls.map((r) => ({ ...(r.host ? { hosts: [r.host] } : {}), ...(r.tls ? { secretName: r.tls } : {}) })) }
          : {}),
      },
      status: { loadBalancer: {} },
    };
  },
};

interface Rule {
  host: string;
  path: object;
  tls?: string;
}

function readRule(text: string): Rule {
  const groups = RULE.exec(text)?.groups;
  if (!groups) throw new CliError(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  const { host = '', path = '/', service, port, tls, secret } = groups;
  const prefix = path.endsWith('*');
  return {
    host,
    path: { backend: backendOf(`${service}:${port}`), path: prefix ? path.slice(0, -1) : path, pathType: prefix ? 'Prefix' : 'Exact' },
    ...(tls ? { tls: secret ?? '' } : {}),
  };
}

function backendOf(text: string): object {
  const [name, port] = text.split(':');
  if (!name || !port) throw new CliError('default-backend should be in format servicename:serviceport');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function byHost(rules: Rule[]): object[] {
  const hosts = new Map<string, object[]>();
  for (const rule of rules) hosts.set(rule.host, [...(hosts.get(rule.host) ?? []), rule.path]);
  return [...hosts].map(([host, paths]) => ({ ...(host ? { host } : {}), http: { paths } }));
}
