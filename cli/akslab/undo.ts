import { undo } from '../shared/history.ts';
import { CommandError, type AkslabCommand } from './command.ts';

export default {
  examples: [['akslab undo', 'as if the last command that changed something had not been typed']],
  more: 'What came about by itself since goes too. Files (kubeconfig, manifests) stay as they are.',
  async run(_args, { terminal, lab }) {
    const result = await lab.write(undo);
    if ('undone' in result) {
      terminal.stdout.write(`Taken back: ${result.undone}\n`);
      return 0;
    }
    throw new CommandError(
      result.refused === 'nothing' ? 'there is nothing to take back' : `"${result.command ?? ''}" changed too much to take back`,
    );
  },
} satisfies AkslabCommand;
