import { AKS_PREVIEW } from '../../extensions.ts';
import type { Command } from '../../types.ts';
import { ADDON_COMMANDS } from './addons.ts';
import { CREATE_COMMANDS } from './create.ts';
import { CREDENTIAL_COMMANDS } from './credentials.ts';
import { NODEPOOL_COMMANDS } from './nodepool.ts';
import { PSP_DISABLE, PSP_ENABLE, isAltered } from './options.ts';
import { SHOW_COMMANDS } from './show.ts';
import { UPDATE_COMMANDS } from './update.ts';

const CORE: Command[] = [
  ...CREATE_COMMANDS,
  ...SHOW_COMMANDS,
  ...UPDATE_COMMANDS,
  ...CREDENTIAL_COMMANDS,
  ...ADDON_COMMANDS,
  ...NODEPOOL_COMMANDS,
];

/** What aks-preview adds to commands of the core. */
const ADDED: Record<string, Command['arguments']> = { 'aks create': [PSP_ENABLE], 'aks update': [PSP_ENABLE, PSP_DISABLE] };

/** The commands of `az aks`, as they are with or without aks-preview. */
export function aksCommands(preview: boolean): Command[] {
  if (!preview) return CORE;
  return CORE.map((command) => ({
    ...command,
    arguments: [...command.arguments, ...(ADDED[command.name] ?? [])],
    ...(isAltered(command.name) && { alteredBy: AKS_PREVIEW }),
  }));
}
