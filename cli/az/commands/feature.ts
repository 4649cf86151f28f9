import type { ArmClient } from '../arm.ts';
import { messages } from '../errors.ts';
import { featureView } from '../models/resources.ts';
import type { Context, Row } from '../types.ts';
import { command, required, value } from './define.ts';

const VERSION = 'api-version=2021-07-01';
const NAMESPACE = required('--namespace', 'namespace', 'Namespace of the resource provider.');
const NAME = required('--name -n', 'name', 'Name of the feature.');

const path = (arm: ArmClient, { namespace, name }: Context['values'], action = '') =>
  `${arm.subscription()}/providers/Microsoft.Features/providers/${encodeURIComponent(namespace)}/features/${encodeURIComponent(name)}${action}?${VERSION}`;

const row = (feature: any): Row => ({ Name: feature.name, RegistrationState: feature.properties.state });

/** Registering and unregistering: the warning comes before the request, so also where that fails. */
const move = (word: string, done: string) =>
  command(`feature ${word}`, `${word[0]!.toUpperCase()}${word.slice(1)} a preview feature.`, {
    arguments: [NAMESPACE, NAME],
    examples: [
      {
        title: 'The feature of this tutorial',
        command: `az feature ${word} --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview`,
      },
    ],
    async run({ arm, values, log }) {
      const url = path(arm, values, `/${word}`);
      log.warning(messages.featurePropagation(values.name, done, values.namespace));
      return featureView((await arm.send('POST', url)).body);
    },
  });

export const FEATURE_COMMANDS = [
  move('register', 'registered'),
  move('unregister', 'unregistered'),
  command('feature show', 'Show a preview feature.', {
    arguments: [NAMESPACE, NAME],
    table: row,
    run: async ({ arm, values }) => featureView(await arm.get(path(arm, values))),
  }),
  command('feature list', 'List preview features.', {
    arguments: [value('--namespace', 'namespace', 'Only those of this resource provider.')],
    table: (features: any[]): Row[] => features.map(row),
    async run({ arm, values }) {
      const where = values.namespace ? `providers/${encodeURIComponent(values.namespace)}/features` : 'features';
      return (await arm.list(`${arm.subscription()}/providers/Microsoft.Features/${where}?${VERSION}`)).map(featureView);
    },
  }),
];
