import { apiSuite } from './api.ts';
import { azSuite } from './az.ts';
import { divergencesOf, judge, summary, type Suite } from './judge.ts';
import { pspSuite } from './psp.ts';
import { transcriptsSuite } from './transcripts.ts';

/**
 * `npm run conformance -- <suite> [file]` plays recordings of the real systems against ours; without a suite all of them.
 * `--show K` prints no more than K differences of each.
 * `--self-test` alters 20 answers in a copy of each and must find exactly those.
 */
const SUITES: Suite[] = [apiSuite, azSuite, pspSuite, transcriptsSuite];
const ALTERED = 20;

const args = process.argv.slice(2);
const showAt = args.indexOf('--show');
const shown = showAt < 0 ? Infinity : Number(args.splice(showAt, 2)[1]);
const [first, file] = args.filter((arg) => arg !== '--self-test');
const chosen = first === undefined ? SUITES : SUITES.filter((suite) => suite.name === first);
if (chosen.length === 0) {
  console.error(`conformance: no suite ${first}; there are ${SUITES.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}
const run = process.argv.includes('--self-test') ? selfTest : play;
let good = true;
for (const suite of chosen) good = (await run(suite)) && good;
process.exit(good ? 0 : 1);

async function play(suite: Suite): Promise<boolean> {
  const verdict = judge(await suite.play(file), divergencesOf(suite.name));
  for (const { id, why } of verdict.failed.slice(0, shown)) console.log(`FAIL ${suite.name} ${id}: ${why}`);
  console.log(`${suite.name}: ${summary(verdict)}`);
  return verdict.failed.length === 0;
}

async function selfTest(suite: Suite): Promise<boolean> {
  const { altered, results } = await suite.playAltered(ALTERED);
  const found = judge(results, divergencesOf(suite.name)).failed.map(({ id }) => id);
  const right = found.length === altered.length && found.every((id) => altered.includes(id));
  console.log(`${suite.name}: ${altered.length} answers altered, ${found.length} found${right ? '' : `: ${found.join(', ')}`}`);
  return right;
}
