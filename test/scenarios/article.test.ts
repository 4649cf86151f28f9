import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findScenario } from '../../scenarios/library.ts';

const article = readFileSync(new URL('../conformance/data/article.txt', import.meta.url), 'utf8');
const { steps } = findScenario('walkthrough').scenario;

/** What the article takes for granted. */
const OURS = ['cluster'];
/** Manifests that it prints mis-indented, mended. */
const MENDED = ['policy', 'cluster-role'];

describe('scenarios: the walkthrough is the article', () => {
  it('runs what the article prints, as printed and in its order', () => {
    let place = 0;
    for (const { id, run } of steps.filter((step) => !OURS.includes(step.id))) {
      for (const { run: command } of run) {
        const found = article.indexOf(command.trimEnd(), place);
        expect(found, `${id}: ${command}`).to.be.greaterThan(-1);
        place = found;
      }
    }
  });

  it('leaves none of its commands out', () => {
    const printed = article
      .match(/^(az|kubectl|kubectl-nonadminuser|alias kubectl\S+) .*(?:\\\n.*)*/gm)!
      .filter((line) => line.includes(' -') || line.startsWith('kubectl create namespace psp'));
    const typed = steps.flatMap(({ run }) => run.map(({ run: command }) => command)).join('\n');
    expect(printed.length).to.be.greaterThan(20);
    for (const command of printed) expect(typed).to.contain(command.split('\n')[0]);
  });

  it('writes its manifests as it prints them', () => {
    for (const { id, files } of steps.filter((step) => !MENDED.includes(step.id))) {
      for (const [name, text] of Object.entries(files)) expect(article, `${id}: ${name}`).to.contain(text.trimEnd());
    }
  });
});
