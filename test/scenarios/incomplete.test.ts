import { expect } from 'chai';
import { incomplete } from '../../scenarios/incomplete.ts';

describe('scenarios: a command that goes on', () => {
  for (const text of [
    'az aks update \\',
    'kubectl get psp |',
    'true &&',
    "echo 'open",
    'echo "open',
    'cat <<EOF\na',
    'for i in 1 2; do',
    'for i in 1 2; do\necho $i',
    'if true; then',
    'while read x; do',
    'f() {',
    'echo $(date',
    'case x in',
  ])
    it(`asks for more after ${JSON.stringify(text)}`, async () => expect(await incomplete(text)).to.equal(true));

  for (const text of [
    'kubectl get psp',
    'cat <<EOF\na\nEOF',
    'for i in 1 2; do echo $i; done',
    "echo 'closed'",
    'done',
    'echo )',
    'kubectl wait --for=condition=Ready pod/x',
    'echo if',
  ])
    it(`asks for no more after ${JSON.stringify(text)}`, async () => expect(await incomplete(text)).to.equal(false));
});
