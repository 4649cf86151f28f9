/** Reports on what az failed with last: what it means, and the next command. */
import { hintFor } from '../../az/hints.ts';
import type { Failure } from '../../az/last-failure.ts';
import type { CommandContext } from '../command.ts';
import { createCommand, enablingSteps, NEWEST_WITH_PSP, nextOf } from './azure.ts';
import { broken, quoted } from './commands.ts';
import type { Report } from './report.ts';

interface Wall {
  message: RegExp;
  note: string;
  /** Whether it is about what has to be done once, before policies can be had at all. */
  enabling?: true;
  next?(failure: Failure): string[];
  warning?: string;
}

const WITHOUT_ADDON = 'az aks disable-addons --addons azure-policy';

const WALLS: Wall[] = [
  {
    message: /^unrecognized arguments: /,
    note: 'az did not even ask Azure: this option comes with the extension aks-preview, and az without it does not know the option.',
    enabling: true,
  },
  {
    message: /PodSecurityPolicyPreview is not enabled/,
    note: 'Pod security policies are a preview on AKS. A subscription gets them in three steps: register the feature, wait until it says Registered (about a quarter of an hour), then refresh the provider, which learns of the feature only then.',
    enabling: true,
  },
  {
    message: /^\(PodSecurityPolicyNotSupportedWithOrchestratorVersion\)/,
    note: `Kubernetes 1.25 removed PodSecurityPolicy. ${NEWEST_WITH_PSP} is the newest version here that has it; a cluster that has policies switched on cannot go beyond, and no cluster goes back.`,
    next: belowRemoval,
    warning: 'Once policies are off, nothing looks into pods any more: have another control ready (Pod Security Admission, Azure Policy).',
  },
  {
    message: /^\(PodSecurityPolicyRequiresRBAC\)/,
    note: 'Policies are granted by RBAC, and this cluster has none (--disable-rbac). It cannot be switched on afterwards: only a new cluster, made without that option, can have policies.',
  },
  {
    message: /^\(PodSecurityPolicyNotSupportedWithAzurePolicyAddon\)/,
    note: 'The add-on azure-policy does the same work in another way, and AKS allows only one of them at a time.',
    next: ({ args }) => [broken(`${WITHOUT_ADDON}${target(args)}`), again(args)],
  },
];

export async function azureFailureReport(context: CommandContext, failure: Failure): Promise<Report> {
  const wall = WALLS.find(({ message }) => message.test(failure.message));
  const steps = wall?.enabling
    ? [...(await enablingSteps(context)), { what: 'The command is run again', done: false, commands: [again(failure.args)] }]
    : [];
  const next = wall?.next?.(failure) ?? nextOf(steps);
  const warned = wall?.warning !== undefined && next.some((command) => command.includes('--disable-pod-security-policy'));
  return {
    about: 'azure',
    subject: `az ${failure.args.filter((arg, i) => i < 2 && !arg.startsWith('-')).join(' ')} was refused`,
    answer: failure.message.split('\n')[0]!,
    note: wall?.note ?? (await generalNote(context, failure)),
    steps,
    next,
    ...(warned ? { warning: wall.warning } : {}),
  };
}

async function generalNote({ lab }: CommandContext, failure: Failure): Promise<string> {
  const hint = await hintFor(failure, lab);
  return hint ? `What may help: ${hint}.` : 'The words above are all that Azure has to say.';
}

/** The way past 1.25 depends on what was tried: another version for a new cluster, policies off before an upgrade, a new cluster for one that is there. */
function belowRemoval({ args }: Failure): string[] {
  const [group, name] = [valueOf(args, GROUP), valueOf(args, NAME)];
  if (args[1] === 'upgrade') return ['akslab audit', broken(`az aks update${target(args)} --disable-pod-security-policy`), again(args)];
  if (args[1] === 'create') return [again(withVersion(args, NEWEST_WITH_PSP))];
  return group && name ? [createCommand(group, `${name}-psp`)] : [];
}

const GROUP = ['--resource-group', '-g'];
const NAME = ['--name', '-n'];
const VERSION = ['--kubernetes-version', '-k'];

const again = (args: readonly string[]): string => broken(`az ${args.map(quoted).join(' ')}`);

/** `--resource-group g --name n`, as far as the command line said so. */
const target = (args: readonly string[]): string =>
  [GROUP, NAME]
    .map((names) => [names[0], valueOf(args, names)])
    .map(([name, value]) => (value === undefined ? '' : ` ${name} ${quoted(value)}`))
    .join('');

function valueOf(args: readonly string[], names: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => names.includes(arg.split('=')[0]!));
  return at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.slice(args[at]!.indexOf('=') + 1) : args[at + 1];
}

function withVersion(args: readonly string[], version: string): string[] {
  return args.map((arg, i) => {
    const [name, value] = arg.split('=');
    if (value !== undefined && VERSION.includes(name!)) return `${name}=${version}`;
    return VERSION.includes(args[i - 1] ?? '') ? version : arg;
  });
}
