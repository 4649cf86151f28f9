import { articleIsReady, makeArticle } from './article.ts';
import { UsageError, type AkslabCommand } from './command.ts';

interface Args {
  article: boolean;
}

export default {
  options: (yargs) =>
    yargs.option('article', { type: 'boolean', default: false, describe: 'myResourceGroup with myAKSCluster, and its credentials' }),
  examples: [['akslab init --article', 'the cluster that the article takes for granted']],
  async run({ article }, context) {
    if (!article) throw new UsageError('say what to make: --article');
    if (await articleIsReady(context)) {
      context.terminal.stdout.write('myAKSCluster is there already. "akslab reset" begins anew.\n');
      return 0;
    }
    return makeArticle(context);
  },
} satisfies AkslabCommand<Args>;
