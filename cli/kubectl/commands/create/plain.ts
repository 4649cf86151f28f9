/** The generators that only fill in a few fields. */
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';

export const namespace: Generator = {
  name: 'namespace',
  aliases: ['ns'],
  use: 'NAME [--dry-run=server|client|none]',
  summary: 'Create a namespace',
  examples: 'kubectl create namespace team',
  namespaced: false,
  answersMap: true,
  make: (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: meta(name), spec: {}, status: {} }),
};

export const serviceaccount: Generator = {
  name: 'serviceaccount',
  aliases: ['sa'],
  use: 'NAME [--dry-run=server|client|none]',
  summary: 'Create a service account',
  examples: 'kubectl create serviceaccount robot',
  namespaced: true,
  answersMap: true,
  make: (name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(name) }),
};

export const quota: Generator = {
  name: 'quota',
  aliases: ['resourcequota'],
  use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2]',
  summary: 'Create a resource quota',
  examples: 'kubectl create quota q --hard=pods=3,cpu=2',
  flags: [
    { name: 'hard', type: 'string', usage: 'Limits, as resource=quantity, with commas.' },
    { name: 'scopes', type: 'string', usage: 'Scopes that limit what the quota counts, with commas.' },
  ],
  namespaced: true,
  failure: 'failed to create quota',
  make(name, flags) {
    const scopes = flags.string('scopes');
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: meta(name),
      spec: { ...hardOf(flags.string('hard')), ...(scopes ? { scopes: scopes.split(',') } : {}) },
      status: {},
    };
  },
};

function hardOf(text: string): { hard?: Record<string, string> } {
  if (!text) return {};
  const hard: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const parts = pair.split('=');
    if (parts.length !== 2) throw new CliError(`Invalid argument syntax ${pair}, expected <resource>=<quantity>`);
    hard[parts[0]!] = parts[1]!;
  }
  return { hard };
}

export const poddisruptionbudget: Generator = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  use: 'NAME --selector=SELECTOR --min-available=N',
  summary: 'Create a pod disruption budget',
  examples: 'kubectl create pdb web --selector=app=web --min-available=1',
  flags: [
    { name: 'min-available', type: 'string', usage: 'How many pods must stay available: a number or a percentage.' },
    { name: 'max-unavailable', type: 'string', usage: 'How many pods may be unavailable: a number or a percentage.' },
    { name: 'selector', type: 'string', usage: 'Label selector of the pods.' },
  ],
  namespaced: true,
  answersMap: true,
  make(name, flags) {
    const [min, max, selector] = [flags.string('min-available'), flags.string('max-unavailable'), flags.string('selector')];
    if (!selector) throw new CliError('a selector must be specified');
    if (!min && !max) throw new CliError('one of min-available or max-unavailable must be specified');
    if (min && max) throw new CliError('min-available and max-unavailable cannot be both specified');
    const matchLabels = Object.fromEntries(selector.split(',').map((pair) => pair.split('=') as [string, string]));
    return {
      apiVersion: 'policy/v1beta1',
      kind: 'PodDisruptionBudget',
      metadata: meta(name),
      spec: {
        ...(max ? { maxUnavailable: intOrString(max) } : {}),
        ...(min ? { minAvailable: intOrString(min) } : {}),
        selector: { matchLabels },
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
};

const intOrString = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

export const priorityclass: Generator = {
  name: 'priorityclass',
  aliases: ['pc'],
  use: 'NAME --value=VALUE [--global-default=BOOL]',
  summary: 'Create a priority class',
  examples: 'kubectl create priorityclass high --value=1000 --description="goes first"',
  flags: [
    { name: 'value', type: 'int', usage: 'The priority.' },
    { name: 'global-default', type: 'bool', usage: 'Pods without a class get this one.' },
    { name: 'description', type: 'string', usage: 'When the class should be used.' },
    { name: 'preemption-policy', type: 'string', default: 'PreemptLowerPriority', usage: 'Whether pods of the class push others out.' },
  ],
  namespaced: false,
  // As 1.20 has it: the words are another command's.
  failure: 'failed to create clusterrolebinding',
  make: (name, flags) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: meta(name),
    value: flags.number('value'),
    ...(flags.bool('global-default') ? { globalDefault: true } : {}),
    ...(flags.string('description') ? { description: flags.string('description') } : {}),
    preemptionPolicy: flags.string('preemption-policy'),
  }),
};
