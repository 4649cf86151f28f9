/** `akslab import`: another cluster's policies, grants and workloads, rebuilt here. */
import { importable } from '../../core/kubernetes/explain/import.ts';
import { inServedVersion, place } from '../../core/kubernetes/explain/place.ts';
import { ADMIN } from '../../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { readManifests } from './manifests.ts';
import { CommandError, type AkslabCommand } from './command.ts';
import { onCopy, whereAreWe } from './why/where.ts';

interface Args {
  dump: string;
}

export default {
  options: (yargs) =>
    yargs.positional('dump', {
      type: 'string',
      demandOption: true,
      describe: 'The dump; - for standard input',
      // yargs hands on a lone - as nothing.
      coerce: (path: string) => path || '-',
    }),
  examples: [
    [
      'kubectl get psp,clusterroles,roles,clusterrolebindings,rolebindings,sa,deploy,ds,sts,po -A -o yaml > dump.yaml',
      'on the other cluster',
    ],
    ['akslab import dump.yaml', 'rebuilds them here'],
    ['akslab audit', 'says what PodSecurityPolicy would refuse'],
  ],
  async run({ dump }, context) {
    const { objects, passedOver } = importable(await readManifests(context.terminal, dump));
    if (!objects.length) throw new CommandError(`${dump}: there is nothing in it that can be rebuilt`);
    const here = await whereAreWe(context);
    const registry = await onCopy(context, here.cluster, (box) => box.server.registry);
    const { created, there, failed } = await context.lab.write(
      (_store, world) => {
        const done = { created: 0, there: 0, failed: [] as string[] };
        for (const dumped of objects) {
          const object = inServedVersion(registry, dumped);
          const path = place(registry, object);
          const answer =
            path &&
            world.cluster(here.cluster)!.handle({ method: 'POST', path, body: JSON.stringify(object), credentials: { user: ADMIN } });
          if (!answer) done.failed.push(`${object.kind} ${object.metadata.name}: this cluster has no ${object.apiVersion} ${object.kind}`);
          else if (answer.code < 300) done.created++;
          else if (answer.code === 409) done.there++;
          else done.failed.push(`${object.kind} ${object.metadata.name}: ${(answer.body as KubeObject).message}`);
        }
        return done;
      },
      { undoable: true },
    );
    const others = Object.entries(passedOver).map(([kind, count]) => `${count} ${kind}`);
    context.terminal.stdout.write(
      `${created} created, ${there} there already, ${failed.length} failed${others.length ? `; passed over, as policies do not depend on them: ${others.join(', ')}` : ''}\n`,
    );
    for (const line of failed) context.terminal.stderr.write(`${line}\n`);
    return failed.length ? 1 : 0;
  },
} satisfies AkslabCommand<Args>;
