import { optionsHelp } from '../frame/help.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Lists the options that every command has.',
  examples: [],
  flags: [],
  async run({ out }) {
    out(optionsHelp());
  },
} satisfies Command;
