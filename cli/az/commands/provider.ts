import type { ArmClient } from '../arm.ts';
import { messages } from '../errors.ts';
import { providerView } from '../models/resources.ts';
import type { Context, Row } from '../types.ts';
import { command, flag, required, unsupported, value } from './define.ts';

const VERSION = 'api-version=2021-04-01';
const NAMESPACE = required('--namespace -n', 'namespace', 'Namespace of the resource provider.');
const POLL = 10_000;

const path = (arm: ArmClient, namespace: string, action = '') =>
  `${arm.subscription()}/providers/${encodeURIComponent(namespace)}${action}?${VERSION}`;
const row = (provider: any): Row => ({
  Namespace: provider.namespace,
  RegistrationPolicy: provider.registrationPolicy,
  RegistrationState: provider.registrationState,
});

/** az prints nothing of the answer; it says so where the provider is not there yet, or waits for it. */
const move = (word: string, doing: string, goal: string) =>
  command(`provider ${word}`, `${word[0]!.toUpperCase()}${word.slice(1)} a resource provider.`, {
    arguments: [
      NAMESPACE,
      ...(word === 'register'
        ? [
            flag('--consent-to-permissions -c', 'consent', 'Consent to the permissions it needs.'),
            ...unsupported('--management-group-id/-m='),
          ]
        : []),
      flag('--wait', 'wait', 'Wait until it is done.'),
      ...(word === 'register'
        ? [flag('--accept-terms', 'acceptTerms', 'Accept its terms.', { deprecated: "Argument 'accept_terms'", preview: true })]
        : []),
    ],
    async run({ arm, values, log, lab, terminal }: Context) {
      const { registrationState } = (await arm.send('POST', path(arm, values.namespace, `/${word}`))).body as { registrationState: string };
      if (registrationState === goal) return undefined;
      if (!values.wait) {
        log.warning(messages.providerOngoing(doing, values.namespace));
        return undefined;
      }
      while ((await arm.get(path(arm, values.namespace))).registrationState !== goal) {
        await lab.change({ until: lab.clock.now() + POLL, signal: terminal.signal });
      }
      return undefined;
    },
  });

export const PROVIDER_COMMANDS = [
  move('register', 'Registering', 'Registered'),
  move('unregister', 'Unregistering', 'Unregistered'),
  command('provider show', 'Show a resource provider.', {
    arguments: [NAMESPACE, value('--expand', 'expand', 'More properties to include.')],
    table: row,
    run: async ({ arm, values }) => providerView(await arm.get(path(arm, values.namespace))),
  }),
  command('provider list', 'List resource providers.', {
    arguments: [value('--expand', 'expand', 'More properties to include.')],
    table: (providers: any[]): Row[] => providers.map(row),
    run: async ({ arm }) => (await arm.list(`${arm.subscription()}/providers?${VERSION}`)).map(providerView),
  }),
];
