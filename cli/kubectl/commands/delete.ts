import { build, infoPath, type Info } from '../client/builder.ts';
import { fileFlags, fileOptions, forbidBoth, hasFiles } from '../client/files.ts';
import { qualifiedKind } from '../client/mapper.ts';
import { AggregateFailure, CliError, asError, isNotFound, throwAll, withSource } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import {
  ALL_NAMESPACES_FLAG,
  DRY_RUN_FLAG,
  FIELD_SELECTOR_FLAG,
  SELECTOR_FLAG,
  allFlag,
  dryRunOf,
  outcome,
  writeQuery,
  type DryRun,
} from '../mutate.ts';

export default {
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  about: 'Deletes objects by file, by name or by label, and waits until they are gone.',
  examples: [
    ['What a file made', 'kubectl delete -f ./pod.yaml'],
    ['Pods and services with a label', 'kubectl delete pods,services -l app=web'],
    ['At once, without waiting for the node', 'kubectl delete pod web --force'],
  ],
  flags: [
    ...fileFlags('to delete'),
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    DRY_RUN_FLAG,
    allFlag(),
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      alone: 'background',
      usage: 'How dependents go: background, orphan or foreground.',
    },
    { name: 'force', type: 'bool', usage: 'Deletes at once, without grace.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'Seconds of grace; negative for the usual ones, 0 only with --force.' },
    { name: 'ignore-not-found', type: 'bool', usage: 'An object that is not there is no error; so with --all.' },
    { name: 'now', type: 'bool', usage: 'The same as --grace-period=1.' },
    { name: 'output', short: 'o', type: 'string', usage: 'name, for shorter lines.' },
    { name: 'raw', type: 'string', usage: 'A path of the API server to delete.' },
    { name: 'timeout', type: 'duration', usage: 'How long to wait for the end; 0 as long as it takes.' },
    { name: 'wait', type: 'bool', default: true, usage: 'Waits until the objects are gone.' },
  ],
  run,
} satisfies Command;

const FORCE_WARNING =
  'warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';
const CLUSTER_WARNING = 'warning: deleting cluster-scoped resources, not scoped to the provided namespace\n';

interface Deletion {
  context: CommandContext;
  dryRun: DryRun;
  /** Seconds; negative for the object's own. */
  grace: number;
  propagationPolicy: string;
}

async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const files = fileOptions(flags);
  forbidBoth(files);
  if (flags.string('raw')) return deleteRaw(context);
  const deletion: Deletion = { context, dryRun: dryRunOf(context), propagationPolicy: cascadePolicy(context), grace: gracePeriod(context) };
  const namespace = context.config.namespace();
  const byAll = flags.bool('all');
  const deleted: (Info & { uid?: string })[] = [];
  let found = 0;
  let warned = false;
  let failure: Error | undefined;
  const result = build({
    client: context.client(),
    terminal: context.terminal,
    namespace,
    allNamespaces: flags.bool('all-namespaces'),
    enforceNamespace: true,
    files,
    args,
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    selectAll: byAll,
    requireObject: false,
    continueOnError: true,
    flatten: true,
  });
  validate(context, deletion.grace);
  try {
    await result.visit(async (info) => {
      found++;
      if (namespace.explicit && !info.mapping.namespaced && !warned) {
        context.err(CLUSTER_WARNING);
        warned = true;
      }
      deleted.push({ ...info, uid: await deleteOne(deletion, info) });
    });
  } catch (error) {
    failure = asError(error);
  }
  throwAll(errorsOf(failure, byAll || flags.bool('ignore-not-found')));
  if (!found) return context.out('No resources found\n');
  if (flags.bool('wait') && deletion.dryRun === 'none') await waitForEnd(context, deleted);
}

function validate(context: CommandContext, grace: number): void {
  const { flags } = context;
  const output = flags.string('output');
  if (output !== '' && output !== 'name') throw new CliError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.bool('all') && flags.string('selector')) throw new CliError("setting 'all' parameter but found a non empty selector. ");
  if (flags.bool('all') && flags.string('field-selector')) throw new CliError('cannot set --all and --field-selector at the same time');
  if (grace === 0 && flags.bool('force')) context.err(FORCE_WARNING);
  else if (grace > 0 && flags.bool('force')) throw new CliError('--force and --grace-period greater than 0 cannot be specified together');
}

/** --grace-period=0 means 1 unless --force stands with it; --force means 0. */
function gracePeriod({ flags }: CommandContext): number {
  const grace = flags.number('grace-period');
  if (flags.bool('now')) {
    if (grace !== -1) throw new CliError('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (grace === 0 && !flags.bool('force')) return 1;
  return grace < 0 && flags.bool('force') ? 0 : grace;
}

const POLICIES: Record<string, string> = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' };
const BOOLEANS: Record<string, string> = { true: 'background', false: 'orphan' };

function cascadePolicy({ flags, err }: CommandContext): string {
  const value = flags.string('cascade');
  const instead = BOOLEANS[value];
  if (instead) err(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`);
  const policy = POLICIES[instead ?? value];
  if (!policy) throw new CliError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  return policy;
}

async function deleteRaw(context: CommandContext): Promise<void> {
  if (context.args.length || hasFiles(fileOptions(context.flags)))
    throw new CliError('arguments may not be passed when --raw is specified');
  const { body } = await context.client().request('DELETE', context.flags.string('raw'));
  context.out(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
}

/** Deletes one object; its uid. */
async function deleteOne({ context, dryRun, grace, propagationPolicy }: Deletion, info: Info): Promise<string | undefined> {
  const client = context.client();
  const path = infoPath(info);
  if (dryRun === 'client') {
    if (info.source === '') await client.request('GET', path);
    tell(context, info, grace, dryRun);
    return undefined;
  }
  const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) };
  try {
    const answer = (await client.object('DELETE', path, { query: writeQuery(dryRun), body: options })) as {
      details?: { uid?: string };
      metadata?: { uid?: string };
    };
    tell(context, info, grace, dryRun);
    return answer.details?.uid ?? answer.metadata?.uid;
  } catch (error) {
    throw withSource('deleting', info.source, error);
  }
}

function tell(context: CommandContext, { mapping, name }: Info, grace: number, dryRun: DryRun): void {
  const kind = qualifiedKind(mapping);
  if (context.flags.string('output') === 'name') return context.out(`${kind}/${name}\n`);
  context.out(`${kind} ${JSON.stringify(name)} ${outcome(grace === 0 ? 'force deleted' : 'deleted', dryRun)}\n`);
}

function errorsOf(failure: Error | undefined, ignoreNotFound: boolean): Error[] {
  if (!failure) return [];
  const errors = failure instanceof AggregateFailure ? [...failure.errors] : [failure];
  return ignoreNotFound ? errors.filter((error) => !isNotFound(error)) : errors;
}

/** An object is gone when it is not found, or another one has its name. */
async function waitForEnd(context: CommandContext, deleted: (Info & { uid?: string })[]): Promise<void> {
  const timeout = context.flags.number('timeout');
  const until = timeout > 0 ? context.lab.clock.now() + timeout : undefined;
  for (const info of deleted) {
    while (await stillThere(context, info)) {
      if (until !== undefined && context.lab.clock.now() >= until)
        throw new CliError(`timed out waiting for the condition on ${info.mapping.resource}/${info.name}`);
      await context.lab.change({ until, signal: context.terminal.signal });
    }
  }
}

async function stillThere(context: CommandContext, info: Info & { uid?: string }): Promise<boolean> {
  try {
    const { metadata } = await context.client().get(info.mapping, info.namespace, info.name);
    return info.uid === undefined || metadata.uid === info.uid;
  } catch (error) {
    // Who may delete may not be allowed to look: then nothing is waited for.
    if (isNotFound(error) || (error as { reason?: string }).reason === 'Forbidden') return false;
    throw error;
  }
}
