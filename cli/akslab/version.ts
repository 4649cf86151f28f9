import packageJson from '../../package.json' with { type: 'json' };
import type { AkslabCommand } from './command.ts';

export default {
  examples: [['akslab version', 'akslab 0.1.0, and the versions that its az and kubectl have']],
  async run(_args, { terminal }) {
    terminal.stdout.write(`akslab ${packageJson.version} (az 2.45.0, kubectl 1.20.2; Node ${process.versions.node})\n`);
    return 0;
  },
} satisfies AkslabCommand;
