import { customModel, builtInModel, type Model } from '../explain/model.ts';
import { explain } from '../explain/print.ts';
import { splitVersion } from '../client/files.ts';
import { kindText, noResourceMatch, type Mapper, type Mapping } from '../client/mapper.ts';
import { CliError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';

export default {
  usage: 'RESOURCE [options]',
  about:
    "Shows the fields of a resource, or of one of its fields: name, type, whether it must be given, and, for everything that has to do with security, what it does. The words are akslab's own.",
  examples: [
    ['A policy', 'kubectl explain psp'],
    ['A field of a pod', 'kubectl explain pod.spec.securityContext.runAsUser'],
    ['All fields at once', 'kubectl explain rolebinding --recursive'],
  ],
  flags: [
    { name: 'api-version', type: 'string', usage: 'The group and version to look in, such as networking.k8s.io/v1.' },
    { name: 'recursive', type: 'bool', usage: 'Shows the fields of fields, without words.' },
  ],
  run,
} satisfies Command;

async function run(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  if (!args.length)
    throw new CliError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  if (args.length > 1) throw new CliError('We accept only this format: explain RESOURCE\n');
  const { mapper } = context.client();
  const { mapping: found, path } = await resourceAndPath(args[0]!, mapper);
  const mapping = await inVersion(found, flags.string('api-version'), mapper);
  const model = builtInModel(mapping) ?? (await modelOfCustom(context, mapping));
  if (!model) throw new CliError(`couldn't find resource for ${JSON.stringify(kindText(mapping))}`);
  const apiVersion = mapping.group ? `${mapping.group}/${mapping.version}` : mapping.version;
  context.out(explain(model, { kind: mapping.kind, apiVersion, path, recursive: flags.bool('recursive') }));
}

/** `pods.spec.containers`, or with the group `ingresses.networking.k8s.io.spec`: as many words as name a resource are its name. */
async function resourceAndPath(text: string, mapper: Mapper): Promise<{ mapping: Mapping; path: string[] }> {
  const words = text.split('.');
  for (let taken = words.length; taken > 1; taken--) {
    const name = words.slice(0, taken).join('.');
    const mapping = name.endsWith('.') ? undefined : await qualified(name, mapper);
    if (mapping) return { mapping, path: words.slice(taken) };
  }
  const mapping = await mapper.find(words[0]!);
  if (!mapping) throw noResourceMatch(words[0]!);
  return { mapping, path: words.slice(1).filter((word, i, all) => word !== '' || i < all.length - 1) };
}

/** A resource with its whole group; a group's beginning does not count here, since a field may look like one. */
async function qualified(name: string, mapper: Mapper): Promise<Mapping | undefined> {
  const [, ...group] = name.split('.');
  const found = await mapper.find(name);
  return found && (found.group === group.join('.') || `${found.version}.${found.group}` === group.join('.')) ? found : undefined;
}

async function inVersion(found: Mapping, apiVersion: string, mapper: Mapper): Promise<Mapping> {
  if (!apiVersion) return found;
  if (apiVersion.split('/').length > 2) throw new CliError(`unexpected GroupVersion string: ${apiVersion}`);
  const [group, version] = splitVersion(apiVersion);
  const wanted = { ...found, group, version };
  const served = (await mapper.groups()).some(({ name, versions }) => name === group && versions.includes(version));
  if (!served || !(await mapper.resources(group, version)).some(({ kind }) => kind === found.kind))
    throw new CliError(`couldn't find resource for ${JSON.stringify(kindText(wanted))}`);
  return wanted;
}

/** The schema of a custom resource, from its definition. */
async function modelOfCustom(context: CommandContext, { group, version, resource }: Mapping): Promise<Model | undefined> {
  const definition = await context.client().object('GET', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${resource}.${group}`);
  const served = definition.spec.versions.find(({ name }: { name: string }) => name === version);
  return served && customModel(served.schema?.openAPIV3Schema);
}
