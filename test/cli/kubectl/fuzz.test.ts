import { expect } from 'chai';
import { COMMANDS } from '../../../cli/kubectl/commands.ts';
import { kubectl } from '../../../cli/kubectl/index.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { seededRandom, type Random } from '../../../core/random.ts';
import { allCommands, FILES, pick, POD, PSP, randomLine, ROLE } from '../../support/random-kubectl.ts';
import { KUBECONFIG, kubectlLab, type KubectlLab } from './kubectl-lab.ts';

/** Another seed finds other things: `AKSLAB_FUZZ_SEED=7 npx mocha test/cli/kubectl/fuzz.test.ts`. */
const SEED = Number(process.env.AKSLAB_FUZZ_SEED ?? 20);

/** Cuts, doubles and swaps pieces of a text, and puts characters in. */
function mutated(random: Random, text: string): string {
  let result = text;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(result.length + 1);
    const length = random.below(12);
    const piece = pick(random, [
      result.slice(at, at + length),
      '',
      '\n',
      '  ',
      ': ',
      '- ',
      '"',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '!!int ',
      '---\n',
      '\t',
      'null',
      '1e99',
      '-0',
      'true',
      '\u0000',
      '\ufeff',
      '💥',
      '%',
      '#',
      '|',
      '>',
    ]);
    result = result.slice(0, at) + piece + result.slice(at + (random.below(2) ? length : 0));
  }
  return result;
}

/** A line is answered when it has an exit code and, where that is not 0, says why. */
async function problemOf(cluster: KubectlLab, line: string[], stdin: string): Promise<string | undefined> {
  const terminal = memoryTerminal({ files: cluster.files, stdin, signal: AbortSignal.timeout(5000) });
  try {
    const code = await kubectl(line, terminal, cluster.lab);
    const said = terminal.out + terminal.err;
    if (code === 130) return 'it hangs';
    if (code !== 0 && !said && !line.some((word) => /^(-q|--quiet)/.test(word))) return `exit code ${code} without a word`;
    return /undefined|\[object Object\]|\bNaN\b|at file:/.test(said) ? `odd words: ${said.slice(0, 300)}` : undefined;
  } catch (error) {
    return String((error as Error).stack);
  }
}

describe('kubectl: whatever is typed', function () {
  this.timeout(120_000);

  it('answers 10,000 random command lines', async () => {
    const random = seededRandom(SEED);
    const cluster = await kubectlLab(FILES);
    await cluster.run('apply -f a.yaml -f more.yaml');
    const start = cluster.lab.snapshot();
    const kubeconfig = cluster.files.read(KUBECONFIG);
    const anew = () => {
      cluster.lab.restore(start);
      cluster.files.write(KUBECONFIG, kubeconfig);
    };
    const commands = await allCommands(COMMANDS);
    for (let n = 0; n < 10_000; n++) {
      if (n % 100 === 0) anew();
      const line = randomLine(random, commands);
      const problem = await problemOf(cluster, line, pick(random, ['', 'a: b', '{"kind":"x"}']));
      if (problem) expect.fail(`kubectl ${JSON.stringify(line)}: ${problem}`);
    }
    anew();
    expect((await cluster.run('get pods p -o name')).out).to.equal('pod/p\n');
  });

  it('answers 10,000 mutated manifests', async () => {
    const random = seededRandom(SEED + 1);
    const cluster = await kubectlLab();
    for (let n = 0; n < 10_000; n++) {
      const manifest = mutated(random, pick(random, [POD, PSP, ROLE]));
      const line = ['apply', '-f', '-', '--dry-run=server', ...(random.below(2) ? ['--validate=false'] : [])];
      const problem = await problemOf(cluster, line, manifest);
      if (problem) expect.fail(`${JSON.stringify(manifest)}: ${problem}`);
    }
  });
});
