/** `akslab audit`: policies first, made checkable. */
import { audit, type AuditRow } from '../../core/kubernetes/explain/audit.ts';
import { anew } from '../../core/kubernetes/explain/import.ts';
import { inServedVersion, place } from '../../core/kubernetes/explain/place.ts';
import { ADMIN, type Sandbox } from '../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { emitYaml } from '../../formats/goyaml/index.ts';
import { styleFor, wrap, type ColorChoice, type Style } from '../shared/style.ts';
import { CommandError, type AkslabCommand } from './command.ts';
import { readManifests } from './manifests.ts';
import { table } from './table.ts';
import { onCopyWithPolicies, whereAreWe } from './why/where.ts';

interface Args {
  with?: string;
  output: 'text' | 'json' | 'yaml';
  color: ColorChoice;
}

/** A row, and what it was before the policies of --with. */
type Judged = AuditRow & { before?: AuditRow['verdict'] };

const WIDTH = 80;

export default {
  options: (yargs) =>
    yargs
      .option('with', { type: 'string', describe: 'Policies, roles and bindings as they would be: a manifest' })
      .option('output', {
        alias: 'o',
        choices: ['text', 'json', 'yaml'] as const,
        default: 'text' as const,
        describe: 'For people, or for programs',
      })
      .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto' as const, describe: 'Colours' }),
  examples: [
    ['akslab audit', 'which workloads would be refused or changed, and why'],
    ['akslab audit --with new-policy.yaml', 'the same, once that policy is there'],
  ],
  more: 'Exit codes: 0 none would be refused, 1 some would, 2 it could not be told.',
  async run({ with: manifest, output, color }, context) {
    const here = await whereAreWe(context);
    const objects = manifest === undefined ? undefined : await readManifests(context.terminal, manifest);
    if (objects?.length === 0) throw new CommandError(`${manifest}: there is no object in it`);
    const rows: Judged[] = await onCopyWithPolicies(context, here.cluster, (box) => (objects ? auditWith(box, objects) : audit(box)));
    const { stdout, env } = context.terminal;
    if (output === 'json') stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else if (output === 'yaml') stdout.write(emitYaml(JSON.parse(JSON.stringify(rows))));
    else stdout.write(auditText(rows, styleFor(stdout, env, color)));
    return rows.some((row) => row.verdict === 'refused') ? 1 : 0;
  },
} satisfies AkslabCommand<Args>;

/** Judges a copy of the cluster in which the objects are as in the manifest. */
function auditWith(box: Sandbox, objects: KubeObject[]): Judged[] {
  const before = new Map(audit(box).map((row) => [keyOf(row), row.verdict]));
  const changed = box.fork();
  for (const object of objects) applyTo(changed, object);
  return audit(changed).map((row) => ({ ...row, before: before.get(keyOf(row))! }));
}

const keyOf = ({ namespace, kind, name }: AuditRow): string => `${kind} ${namespace}/${name}`;

/** Creates the object, or puts it in the place of the one that is there. */
function applyTo(box: Sandbox, manifest: KubeObject): void {
  const object = anew(inServedVersion(box.server.registry, manifest));
  const path = place(box.server.registry, object);
  if (!path) throw new CommandError(`this cluster has no ${object.apiVersion} ${object.kind}`);
  const asAdmin = { body: JSON.stringify(object), credentials: { user: ADMIN } };
  let answer = box.handle({ method: 'POST', path, ...asAdmin });
  if (answer.code === 409) answer = box.handle({ method: 'PUT', path: `${path}/${object.metadata.name}`, ...asAdmin });
  if (answer.code >= 300) throw new CommandError(String((answer.body as KubeObject).message));
}

function auditText(rows: Judged[], style: Style): string {
  if (!rows.length) return 'There are no workloads.\n';
  const marks = { admitted: 'admitted', changed: 'admitted, changed', refused: 'REFUSED' };
  const cells = rows.map((row) => [
    row.namespace,
    `${row.kind.toLowerCase()}/${row.name}`,
    marks[row.verdict] + (row.before && row.before !== row.verdict ? ` (was: ${marks[row.before]})` : ''),
    row.policy ?? '-',
  ]);
  const [header, ...lines] = table([['NAMESPACE', 'WORKLOAD', 'VERDICT', 'POLICY'], ...cells])
    .trimEnd()
    .split('\n');
  const reasons = rows.filter((row) => row.verdict !== 'admitted').map((row) => reasonText(row, style));
  const count = (verdict: AuditRow['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  const sum = `${rows.length} workload${rows.length === 1 ? '' : 's'}: ${count('admitted')} admitted, ${count('changed')} admitted with changes, ${count('refused')} refused${count('refused') ? '.\n"akslab why KIND NAME -n NAMESPACE" shows the ways out' : ''}`;
  return `${[[style.bold(header!), ...lines].join('\n'), ...reasons, sum].join('\n\n')}\n`;
}

function reasonText({ kind, name, namespace, verdict, policy, explanation }: Judged, style: Style): string {
  const heading = style.bold(`${kind} ${name} in ${namespace}`);
  if (verdict === 'changed')
    return `${heading}: ${policy} would set\n${explanation.mutations.map((m) => `  ${m.field}: ${JSON.stringify(m.to)}`).join('\n')}`;
  if (explanation.before) return `${heading}:\n${wrap(explanation.before, WIDTH, '  ')}`;
  const usable = explanation.policies.filter((p) => p.usable.length);
  if (!usable.length) {
    const unknown = kind === 'Pod' ? ' (whoever creates the pod may, but who that is is written down nowhere)' : '';
    return `${heading}:\n${wrap(`service account ${explanation.serviceAccount} may use no policy${unknown}`, WIDTH, '  ')}`;
  }
  return `${heading}:\n${usable.map((p) => p.violations.map((v) => wrap(`${p.name}: ${v.field}: ${v.message}`, WIDTH, '  ')).join('\n')).join('\n')}`;
}
