import { normalLocation } from '../../../core/azure/data/locations.ts';
import type { ArmClient } from '../arm.ts';
import { AzError } from '../errors.ts';
import { groupView, resourceView } from '../models/resources.ts';
import type { Row } from '../types.ts';
import { GROUP_NAME, NO_WAIT, OPTIONAL_GROUP, SURE, TAGS, YES, command, optional, required, tagsOf, unsupported, value } from './define.ts';

const VERSION = 'api-version=2021-04-01';
export const groupPath = (arm: ArmClient, name: string) => `${arm.subscription()}/resourcegroups/${encodeURIComponent(name)}?${VERSION}`;

/** A location as sent; only one with a blank makes az look it up. */
export async function settleLocation(arm: ArmClient, location: string): Promise<string> {
  if (!location.includes(' ')) return location;
  const locations = await arm.list(`${arm.subscription()}/locations?api-version=2019-11-01`);
  const found = locations.find((one) => one.displayName.toLowerCase() === location.toLowerCase());
  return found?.name ?? normalLocation(location);
}

const FORCE = value('--force-deletion-types -f', 'force', 'Kinds of resources to delete by force.', {
  choices: ['Microsoft.Compute/virtualMachines', 'Microsoft.Compute/virtualMachineScaleSets'],
});
const TAG = optional('--tag', 'tag', 'Only those with this tag, key or key=value.');

export const GROUP_COMMANDS = [
  command('group create', 'Create a resource group.', {
    arguments: [
      required('--name --resource-group -n -g', 'group', 'Name of the new resource group.'),
      required(
        '--location -l',
        'location',
        'Region, `eastus`. `az account list-locations` lists them; `az configure --defaults location=<location>` sets a default.',
        { configured: 'location' },
      ),
      TAGS,
      value('--managed-by', 'managedBy', 'ID of the resource that manages the group.'),
    ],
    examples: [{ title: 'Create a group in East US', command: 'az group create --name myResourceGroup --location eastus' }],
    async run({ arm, values }) {
      const body = {
        location: await settleLocation(arm, values.location),
        ...(values.tags && { tags: tagsOf(values.tags) }),
        ...(values.managedBy && { managedBy: values.managedBy }),
      };
      return groupView((await arm.send('PUT', groupPath(arm, values.group), body)).body);
    },
  }),
  command('group show', 'Show a resource group.', {
    arguments: [GROUP_NAME],
    run: async ({ arm, values }) => groupView(await arm.get(groupPath(arm, values.group))),
  }),
  command('group list', 'List resource groups.', {
    arguments: [TAG],
    table: (groups: any[]): Row[] =>
      groups.map((group) => ({ Name: group.name, Location: group.location, Status: group.properties.provisioningState })),
    async run({ arm, values }) {
      const [[name, text] = []] = values.tag ? Object.entries(tagsOf([values.tag])) : [];
      const filter =
        name === undefined ? '' : `&$filter=${encodeURIComponent(`tagname eq '${name}'${text ? ` and tagvalue eq '${text}'` : ''}`)}`;
      return (await arm.list(`${arm.subscription()}/resourcegroups?${VERSION}${filter}`)).map(groupView);
    },
  }),
  command('group exists', 'Tell whether a resource group exists.', {
    arguments: [GROUP_NAME],
    async run({ arm, values }) {
      return (await arm.raw('HEAD', groupPath(arm, values.group))).code === 204;
    },
  }),
  command('group update', 'Change the tags of a resource group.', {
    arguments: [GROUP_NAME, TAGS, ...unsupported('--set=+ --add=+ --remove=+ --force-string')],
    async run({ arm, values }) {
      if (!values.tags) throw new AzError('Nothing to change: akslab simulates --tags only.');
      return groupView((await arm.send('PATCH', groupPath(arm, values.group), { tags: tagsOf(values.tags) })).body);
    },
  }),
  command('group delete', 'Delete a resource group and everything in it.', {
    arguments: [GROUP_NAME, FORCE, YES, NO_WAIT],
    confirm: SURE,
    async run({ arm, values }) {
      const answer = await arm.send('DELETE', groupPath(arm, values.group));
      if (!values.noWait) await arm.finish(answer);
      return undefined;
    },
  }),
  command('resource list', 'List resources.', {
    arguments: [
      OPTIONAL_GROUP,
      ...unsupported('--namespace='),
      value('--resource-type', 'resourceType', 'Only those of this type.'),
      value('--name -n', 'name', 'Only those of this name.'),
      ...unsupported('--tag=?'),
      value('--location -l', 'location', 'Only those in this region.', { configured: 'location' }),
    ],
    table: (resources: any[]): Row[] =>
      resources.map((one) => ({ Name: one.name, ResourceGroup: one.resourceGroup, Location: one.location, Type: one.type, Status: ' ' })),
    async run({ arm, values }) {
      const scope = values.group ? `/resourceGroups/${encodeURIComponent(values.group)}` : '';
      const all = (
        await arm.list(`${arm.subscription()}${scope}/resources?$expand=createdTime,changedTime,provisioningState&${VERSION}`)
      ).map(resourceView);
      const fits = (actual: string, asked: string | undefined) => asked === undefined || actual.toLowerCase() === asked.toLowerCase();
      return all.filter((one) => fits(one.type, values.resourceType) && fits(one.name, values.name) && fits(one.location, values.location));
    },
  }),
];
