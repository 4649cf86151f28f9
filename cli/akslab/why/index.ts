/** `akslab why`: what the real thing never says. It reads, tries things on a copy, and never writes. */
import { admissionContext } from '../../../core/kubernetes/apiserver/admission.ts';
import type { Sandbox } from '../../../core/kubernetes/explain/sandbox.ts';
import { policyMatrix } from '../../../core/kubernetes/explain/matrix.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { refusals } from '../../../core/refusals.ts';
import { emitYaml } from '../../../formats/goyaml/index.ts';
import { lastFailure } from '../../az/last-failure.ts';
import { styleFor, type ColorChoice } from '../../shared/style.ts';
import { CommandError, UsageError, type AkslabCommand, type CommandContext } from '../command.ts';
import { readManifests } from '../manifests.ts';
import { admissionReport, runningReport } from './admission.ts';
import { azureReport } from './azure.ts';
import { azureFailureReport } from './azure-failure.ts';
import { lastOf, refusalReport } from './refusal.ts';
import type { Report } from './report.ts';
import { workloadBehind } from '../../../core/kubernetes/explain/owner.ts';
import { targetOf, userNamed, WORKLOAD_KINDS } from '../../../core/kubernetes/explain/target.ts';
import { reportText } from './text.ts';
import { onCopy, onCopyWithPolicies, whereAreWe, type Here } from './where.ts';

interface Args {
  what?: string;
  name?: string;
  filename?: string;
  namespace?: string;
  as?: string;
  asGroup?: string[];
  matrix: boolean;
  output: 'text' | 'json' | 'yaml';
  color: ColorChoice;
}

/** What may be asked about by name, and where it is kept. */
const KINDS: Record<string, string> = {
  pod: 'pods',
  pods: 'pods',
  po: 'pods',
  deployment: 'deployments.apps',
  deployments: 'deployments.apps',
  deploy: 'deployments.apps',
  replicaset: 'replicasets.apps',
  replicasets: 'replicasets.apps',
  rs: 'replicasets.apps',
  replicationcontroller: 'replicationcontrollers',
  replicationcontrollers: 'replicationcontrollers',
  rc: 'replicationcontrollers',
  daemonset: 'daemonsets.apps',
  daemonsets: 'daemonsets.apps',
  ds: 'daemonsets.apps',
  statefulset: 'statefulsets.apps',
  statefulsets: 'statefulsets.apps',
  sts: 'statefulsets.apps',
  job: 'jobs.batch',
  jobs: 'jobs.batch',
  cronjob: 'cronjobs.batch',
  cronjobs: 'cronjobs.batch',
  cj: 'cronjobs.batch',
};

export default {
  options: (yargs) =>
    yargs
      .positional('what', { type: 'string', describe: 'A kind (pod, deployment, ...), or az; without it, what was refused last' })
      .positional('name', { type: 'string', describe: 'Its name' })
      .option('filename', { alias: 'f', type: 'string', describe: 'A manifest; - for standard input' })
      .option('namespace', { alias: 'n', type: 'string', describe: 'The namespace (default: that of the kubeconfig)' })
      .option('as', { type: 'string', describe: 'Whoever asks, as kubectl --as has it' })
      .option('as-group', { type: 'string', array: true, describe: 'His groups' })
      .option('matrix', { type: 'boolean', default: false, describe: 'Who may use which policy' })
      .option('output', {
        alias: 'o',
        choices: ['text', 'json', 'yaml'] as const,
        default: 'text' as const,
        describe: 'For people, or for programs',
      })
      .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto' as const, describe: 'Colours' }),
  examples: [
    ['akslab why', 'why what was refused last was refused, and the ways out'],
    ['akslab why -f pod.yaml --as dev@contoso.example -n lab', 'whether that pod would be let in'],
    ['akslab why pod web -n lab', 'which policy let it in, and what it changed'],
    ['akslab why deployment web -n lab', 'why it has no pods'],
    ['akslab why az', 'what Azure still wants before policies are enforced'],
    ['akslab why --matrix -n lab', 'who may use which policy there'],
  ],
  async run(args, context) {
    const reports = await reportsFor(args, context);
    const { stdout } = context.terminal;
    if (args.output === 'text') {
      const style = styleFor(stdout, context.terminal.env, args.color);
      stdout.write(reports.map((report) => reportText(report, style)).join('\n'));
      return 0;
    }
    const data = reports.length === 1 ? reports[0]! : reports;
    stdout.write(args.output === 'json' ? `${JSON.stringify(data, null, 2)}\n` : emitYaml(JSON.parse(JSON.stringify(data))));
    return 0;
  },
} satisfies AkslabCommand<Args>;

async function reportsFor(args: Args, context: CommandContext): Promise<Report[]> {
  if (args.what === 'az') return [await azureReport(context)];
  if (args.what === undefined && !args.filename && !args.matrix) return [await lastReport(context)];

  const here = await whereAreWe(context);
  const namespace = args.namespace ?? here.namespace;
  if (args.filename) {
    const manifests = await readManifests(context.terminal, args.filename);
    return onCopyWithPolicies(context, here.cluster, (box) => fileReports(args, manifests, here, box));
  }
  return onCopyWithPolicies(context, here.cluster, (box) =>
    args.matrix ? [matrixReport(box, namespace)] : [namedReport(args, here, box)],
  );
}

function matrixReport(box: Sandbox, namespace: string): Report {
  if (!admissionContext(box.server).get('namespaces', '', namespace)) throw new CommandError(noNamespace(box, namespace));
  return { about: 'matrix', matrix: policyMatrix(box.server, namespace) };
}

async function lastReport(context: CommandContext): Promise<Report> {
  const last = lastOf(await context.lab.read((store, world) => refusals(store).filter(({ cluster }) => world.cluster(cluster))));
  const failure = lastFailure(context.terminal.files, context.lab);
  if (failure && failure.at > (last?.at ?? 0)) return azureFailureReport(context, failure);
  if (!last) throw new CommandError('nothing was refused so far. "akslab why -f FILE" asks about a manifest');
  return onCopy(context, last.cluster, (box) => refusalReport(box, last));
}

function fileReports({ filename, namespace, as, asGroup }: Args, objects: KubeObject[], here: Here, box: Sandbox): Report[] {
  const user = as === undefined ? here.user : userNamed(as, asGroup);
  const targets = objects.flatMap((object) => {
    const target = targetOf(object, namespace ?? here.namespace, user, as);
    return target?.workload ? { ...target, workload: { ...target.workload, manifest: object } } : (target ?? []);
  });
  if (!targets.length) throw new CommandError(`${filename}: there is nothing in it that makes pods (Pod, ${WORKLOAD_KINDS.join(', ')})`);
  return targets.map((target) => admissionReport(box, target));
}

function namedReport({ what, name, namespace, as, asGroup }: Args, here: Here, box: Sandbox): Report {
  const [kind, slashName] = what!.split('/');
  const key = KINDS[kind!.toLowerCase()];
  const wanted = name ?? slashName;
  if (!key)
    throw new UsageError(
      `why: ${JSON.stringify(kind)} is no kind that makes pods; there are ${[...new Set(Object.values(KINDS))].map((k) => k.split('.')[0]).join(', ')}, and az`,
    );
  if (!wanted) throw new UsageError(`why ${what}: which one? Give its name`);
  const home = namespace ?? here.namespace;
  const object = admissionContext(box.server).get(key, home, wanted);
  if (!object) throw new CommandError(notFound(box, key, home, wanted));
  const user = as === undefined ? here.user : userNamed(as, asGroup);
  if (object.kind === 'Pod') return runningReport(box, object, targetOf(object, home, user, as)!);
  const workload = workloadBehind(box.server, object, home);
  return admissionReport(box, (workload && targetOf(workload, home, user, as)) ?? targetOf(object, home, user, as)!);
}

/** What there is instead, since names are mistyped. */
function notFound(box: Sandbox, key: string, namespace: string, name: string): string {
  const context = admissionContext(box.server);
  if (!context.get('namespaces', '', namespace)) return noNamespace(box, namespace);
  const names = context.list(key, namespace).map(({ metadata }) => metadata.name!);
  const there = names.length ? `there are: ${some(names)}` : 'there are none';
  return `${key} ${JSON.stringify(name)} not found in namespace ${namespace}; ${there}. What was refused was never made: "akslab why" alone explains it`;
}

function noNamespace(box: Sandbox, namespace: string): string {
  const names = admissionContext(box.server)
    .list('namespaces')
    .map(({ metadata }) => metadata.name!);
  return `namespaces ${JSON.stringify(namespace)} not found; there are: ${some(names)}`;
}

const SOME = 8;
const some = (names: string[]): string => (names.length > SOME ? `${names.slice(0, SOME).join(', ')}, ...` : names.join(', '));
