/** What the commands that write the kubeconfig share. */
import { UsageError } from '../../frame/errors.ts';
import type { CommandContext } from '../../frame/types.ts';
import { emptyKubeconfig, readKubeconfig, writeKubeconfig, type Kubeconfig } from '../../kubeconfig/file.ts';

/** The one argument that a command takes. */
export function onlyArgument({ args }: CommandContext): string {
  if (args.length !== 1) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  return args[0]!;
}

/** Changes the file that counts, as it stands. `change` returns false to leave it alone. */
export function changeKubeconfig(context: CommandContext, change: (config: Kubeconfig) => boolean | void): void {
  const { path, config } = ownFile(context);
  if (change(config) !== false) writeKubeconfig(path, config, context.terminal.files);
}

/** The file of several that has an entry or, where none has, the first. */
export function ownFile(
  context: CommandContext,
  holds: (config: Kubeconfig) => boolean = () => true,
): { path: string; config: Kubeconfig } {
  const files = context.config.paths().map((path) => ({ path, config: readKubeconfig(path, context.terminal.files) ?? emptyKubeconfig() }));
  return files.find(({ config }) => holds(config)) ?? files[0]!;
}
