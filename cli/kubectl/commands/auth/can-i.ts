import { TABLE_TABS, alignTabs } from '../../../../formats/tabwriter.ts';
import type { Mapping } from '../../client/mapper.ts';
import { CliError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { ALL_NAMESPACES_FLAG } from '../../mutate.ts';
import { ruleRows } from '../../rbac-rules.ts';

export default {
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  about: 'Tells whether you may do something: `yes`, or `no` with exit code 1. With --as it tells so of another user.',
  examples: [
    ['May I create pods?', 'kubectl auth can-i create pods'],
    [
      'May a service account use a policy?',
      'kubectl auth can-i use psp/psp-deny-privileged --as=system:serviceaccount:psp-aks:nonadmin-user -n psp-aks',
    ],
    ['What may I do?', 'kubectl auth can-i --list'],
  ],
  flags: [
    ALL_NAMESPACES_FLAG,
    { name: 'list', type: 'bool', usage: 'Lists everything that is allowed in the namespace.' },
    { name: 'no-headers', type: 'bool', usage: 'Leaves out the header of the list.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Only the exit code tells.' },
    { name: 'subresource', type: 'string', usage: 'A subresource: log, scale.' },
  ],
  run,
} satisfies Command;

const RESOURCE_VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'impersonate',
  '*',
];
const PATH_VERBS = ['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*'];
/** Resources of RBAC that the API does not serve. */
const UNSERVED = ['users', 'groups'];

async function run(context: CommandContext): Promise<number> {
  const { flags, args } = context;
  if (flags.bool('list')) return list(context);
  if (args.length !== 2) throw new CliError('you must specify two or three arguments: verb, resource, and optional resourceName');
  const [verb, what] = args as [string, string];
  const namespace = flags.bool('all-namespaces') ? '' : context.config.namespace().name;
  const spec = what.startsWith('/') ? pathQuestion(context, verb, what) : await resourceQuestion(context, verb, what, namespace);
  const review = await context.client().object('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { creationTimestamp: null },
      spec,
      status: { allowed: false },
    },
  });
  const { allowed, reason, evaluationError } = review.status;
  if (!flags.bool('quiet'))
    context.out(allowed ? 'yes\n' : `no${reason ? ` - ${reason}` : ''}${evaluationError ? ` - ${evaluationError}` : ''}\n`);
  return allowed ? 0 : 1;
}

function pathQuestion({ flags, err }: CommandContext, verb: string, path: string) {
  if (flags.string('subresource')) throw new CliError('--subresource can not be used with NonResourceURL');
  if (!PATH_VERBS.includes(verb)) err(`Warning: verb '${verb}' is not a known verb\n`);
  return { nonResourceAttributes: { path, verb } };
}

async function resourceQuestion(context: CommandContext, verb: string, what: string, namespace: string) {
  const { flags, err } = context;
  const slash = what.indexOf('/');
  const word = slash < 0 ? what : what.slice(0, slash);
  const mapping = word === '*' ? undefined : await findResource(context, word);
  if (mapping && !mapping.namespaced && namespace) {
    err(`Warning: resource '${mapping.resource}' is not namespace scoped${mapping.group ? ` in group '${mapping.group}'` : ''}\n`);
  }
  if (namespace && !RESOURCE_VERBS.includes(verb)) err(`Warning: verb '${verb}' is not a known verb\n`);
  return {
    resourceAttributes: {
      namespace: namespace || undefined,
      verb,
      group: mapping?.group || undefined,
      version: mapping?.version,
      resource: mapping?.resource ?? word,
      subresource: flags.string('subresource') || undefined,
      name: slash < 0 ? undefined : what.slice(slash + 1),
    },
  };
}

async function findResource({ client, err }: CommandContext, word: string): Promise<Mapping | undefined> {
  const mapping = await client().mapper.find(word);
  if (mapping) return mapping;
  const [resource, ...group] = word.toLowerCase().split('.') as [string, ...string[]];
  if (!UNSERVED.includes(word))
    err(`Warning: the server doesn't have a resource type '${resource}'${group.length ? ` in group '${group.join('.')}'` : ''}\n`);
  return undefined;
}

async function list(context: CommandContext): Promise<number> {
  const { flags, args } = context;
  if (args.length) throw new CliError('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource')) {
    throw new CliError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  }
  const { status } = await context.client().object('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      metadata: { creationTimestamp: null },
      spec: { namespace: context.config.namespace().name },
    },
  });
  if (status.incomplete) context.err(`warning: the list may be incomplete: ${status.evaluationError ?? ''}\n`);
  const rows = ruleRows([...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])]);
  const header = flags.bool('no-headers') ? '' : 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n';
  context.out(
    alignTabs(
      header + rows.map((row) => `${row.resource}\t${row.nonResourceURLs}\t${row.resourceNames}\t${row.verbs}\n`).join(''),
      TABLE_TABS,
    ),
  );
  return 0;
}
