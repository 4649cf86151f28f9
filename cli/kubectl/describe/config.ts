/** Namespaces, service accounts, secrets, config maps, quotas, limit ranges. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { events } from './events.ts';
import type { Describe } from './types.ts';
import { annotations, labels, writer, type Writer } from './writer.ts';

export const describeNamespace: Describe = async (ns, context) => {
  const w = writer();
  w.line(0, 'Name:', ns.metadata.name);
  labels(w, 'Labels', ns.metadata.labels);
  annotations(w, 'Annotations', ns.metadata.annotations);
  w.line(0, 'Status:', ns.status?.phase ?? '');
  if (ns.status?.conditions?.length) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
    w.line(1, '----', '------', '------------------', '------', '-------');
    for (const c of ns.status.conditions) w.line(1, c.type, c.status, c.lastTransitionTime, c.reason, c.message);
  }
  const name = ns.metadata.name!;
  const quotas = await context.list('resourcequotas', name);
  w.text('\n');
  if (!quotas.length) w.line(0, 'No resource quota.');
  else {
    w.line(0, 'Resource Quotas');
    for (const quota of quotas) quotaRows(w, quota, ' ');
  }
  const limits = await context.list('limitranges', name);
  w.text('\n');
  if (!limits.length) w.line(0, 'No LimitRange resource.');
  else {
    w.line(0, 'Resource Limits');
    w.line(0, ' Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
    w.line(0, ' ----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
    for (const limit of limits) for (const row of limitRows(limit)) w.line(0, ` ${row[0]}`, ...row.slice(1));
  }
  return w.finish();
};

function quotaRows(w: Writer, quota: KubeObject, indent: string): void {
  w.line(0, `${indent}Name:`, quota.metadata.name);
  const hard = quota.status?.hard ?? {};
  const names = Object.keys(hard).sort();
  w.line(0, `${indent}Resource`, 'Used', 'Hard');
  w.line(0, `${indent}--------`, '---', '---');
  for (const name of names) w.line(0, `${indent}${name}`, quota.status?.used?.[name] ?? '0', hard[name]);
}

export const describeQuota: Describe = async (quota) => {
  const w = writer();
  w.line(0, 'Name:', quota.metadata.name);
  w.line(0, 'Namespace:', quota.metadata.namespace);
  if (quota.spec?.scopes?.length) {
    w.line(0, 'Scopes:', [...quota.spec.scopes].sort().join(', '));
    for (const scope of [...quota.spec.scopes].sort()) if (SCOPES[scope]) w.line(0, ` * ${SCOPES[scope]}`);
  }
  w.line(0, 'Resource', 'Used', 'Hard');
  w.line(0, '--------', '----', '----');
  for (const name of Object.keys(quota.status?.hard ?? {}).sort())
    w.line(0, name, quota.status.used?.[name] ?? '0', quota.status.hard[name]);
  return w.finish();
};

const SCOPES: Record<string, string> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort: 'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export const describeLimitRange: Describe = async (limit) => {
  const w = writer();
  w.line(0, 'Name:', limit.metadata.name);
  w.line(0, 'Namespace:', limit.metadata.namespace);
  w.line(0, 'Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
  w.line(0, '----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
  for (const row of limitRows(limit)) w.line(0, ...row);
  return w.finish();
};

function limitRows(limit: KubeObject): string[][] {
  return (limit.spec?.limits ?? []).flatMap((item: any) => {
    const names = [
      ...new Set(['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((f) => Object.keys(item[f] ?? {}))),
    ];
    return names.map((name) => [
      item.type,
      name,
      ...['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'].map((f) => item[f]?.[name] ?? '-'),
    ]);
  });
}

export const describeServiceAccount: Describe = async (sa, context) => {
  const w = writer();
  const secrets = (await context.list('secrets', sa.metadata.namespace!)).filter(
    (s) =>
      s.type === 'kubernetes.io/service-account-token' && s.metadata.annotations?.['kubernetes.io/service-account.uid'] === sa.metadata.uid,
  );
  const existing = new Set((await context.list('secrets', sa.metadata.namespace!)).map((s) => s.metadata.name));
  w.line(0, 'Name:', sa.metadata.name);
  w.line(0, 'Namespace:', sa.metadata.namespace);
  labels(w, 'Labels', sa.metadata.labels);
  annotations(w, 'Annotations', sa.metadata.annotations);
  const lists: [string, string[], boolean][] = [
    ['Image pull secrets:', (sa.imagePullSecrets ?? []).map((s: any) => s.name), true],
    ['Mountable secrets: ', (sa.secrets ?? []).map((s: any) => s.name), true],
    ['Tokens:            ', secrets.map((s) => s.metadata.name!).sort(), false],
  ];
  for (const [title, names, checked] of lists) {
    if (!names.length) w.line(0, title, '<none>');
    names.forEach((name, i) =>
      w.line(0, i ? ' '.repeat(title.length) : title, `${name}${checked && !existing.has(name) ? ' (not found)' : ''}`),
    );
  }
  await events(w, sa, context);
  return w.finish();
};

export const describeSecret: Describe = async (secret) => {
  const w = writer();
  w.line(0, 'Name:', secret.metadata.name);
  w.line(0, 'Namespace:', secret.metadata.namespace);
  labels(w, 'Labels', secret.metadata.labels);
  annotations(w, 'Annotations', secret.metadata.annotations);
  w.text(`\nType:\t${secret.type ?? ''}\n\nData\n====\n`);
  const token = secret.type === 'kubernetes.io/service-account-token';
  for (const key of Object.keys(secret.data ?? {}).sort()) {
    const bytes = Buffer.from(secret.data[key], 'base64');
    w.line(0, `${key}:`, token && key === 'token' ? bytes.toString('utf8') : `${bytes.length} bytes`);
  }
  return w.finish();
};

export const describeConfigMap: Describe = async (map, context) => {
  const w = writer();
  w.line(0, 'Name:', map.metadata.name);
  w.line(0, 'Namespace:', map.metadata.namespace);
  labels(w, 'Labels', map.metadata.labels);
  annotations(w, 'Annotations', map.metadata.annotations);
  w.text('\nData\n====\n');
  for (const key of Object.keys(map.data ?? {}).sort()) w.text(`${key}:\n----\n${map.data[key]}\n`);
  if (Object.keys(map.binaryData ?? {}).length) {
    w.text('\nBinaryData\n====\n');
    for (const key of Object.keys(map.binaryData).sort()) w.text(`${key}: ${Buffer.from(map.binaryData[key], 'base64').length} bytes\n`);
  }
  await events(w, map, context);
  return w.finish();
};
