import { build, infoPath } from '../../client/builder.ts';
import { PATCH_TYPES } from '../../client/client.ts';
import { fileFlags, fileOptions, requireFiles } from '../../client/files.ts';
import { CliError, isNotFound, withSource } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { DRY_RUN_FLAG, LAST_APPLIED, dryRunOf, teller, writeQuery } from '../../mutate.ts';
import { OUTPUT_FLAGS } from '../../print/output.ts';
import { withLastApplied } from './last-applied.ts';

export default {
  usage: '-f FILENAME [options]',
  about: 'Sets the annotation of what was applied last to what a file says, and changes nothing else.',
  examples: [['After an edit by hand', 'kubectl apply set-last-applied -f web.yaml --create-annotation']],
  flags: [
    ...fileFlags('whose annotation is set'),
    ...OUTPUT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'create-annotation', type: 'bool', usage: 'Makes the annotation where there is none.' },
  ],
  async run(context) {
    const { flags } = context;
    requireFiles(fileOptions(flags));
    const dryRun = dryRunOf(context);
    const tell = await teller(context, dryRun);
    const client = context.client();
    const found = await build({
      client,
      terminal: context.terminal,
      namespace: context.config.namespace(),
      enforceNamespace: true,
      files: fileOptions(flags),
      flatten: true,
    }).visit(async (info) => {
      const annotation = withLastApplied(info.object!).metadata.annotations![LAST_APPLIED]!;
      const current = await client.get(info.mapping, info.namespace, info.name).catch((error) => {
        throw isNotFound(error) ? error : withSource('retrieving current configuration', info.source, error);
      });
      const before = current.metadata.annotations?.[LAST_APPLIED];
      if (before === undefined && !flags.bool('create-annotation')) {
        throw new CliError(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        );
      }
      const patch = { metadata: { annotations: { [LAST_APPLIED]: annotation } } };
      const object =
        before === annotation || dryRun === 'client'
          ? current
          : await client.object('PATCH', infoPath(info), { query: writeQuery(dryRun), contentType: PATCH_TYPES.merge, body: patch });
      await tell(object, 'configured');
    });
    if (!found) throw new CliError('no objects passed to set-last-applied');
  },
} satisfies Command;
