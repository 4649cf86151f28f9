import { emptyHome } from '../../state/home.ts';
import { confirm } from './confirm.ts';
import type { AkslabCommand } from './command.ts';

interface Args {
  yes: boolean;
}

export default {
  options: (yargs) => yargs.option('yes', { alias: 'y', type: 'boolean', default: false, describe: 'Without asking' }),
  examples: [['akslab reset --yes', 'no groups, no clusters, real time; snapshots stay']],
  async run({ yes }, { terminal, lab }) {
    if (!yes && !(await confirm(terminal, `Throw away all that is in ${lab.home}, snapshots excepted?`, '--yes', false))) {
      terminal.stdout.write('Nothing was changed.\n');
      return 1;
    }
    await emptyHome(lab.home);
    terminal.stdout.write(`${lab.home} is empty.\n`);
    return 0;
  },
} satisfies AkslabCommand<Args>;
