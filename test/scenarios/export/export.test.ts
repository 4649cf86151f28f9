import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { exportAsciicast } from '../../../scenarios/export/asciicast.ts';
import { exportBash } from '../../../scenarios/export/bash.ts';
import { exportMarkdown, fence } from '../../../scenarios/export/markdown.ts';
import { libraryNames, findScenario } from '../../../scenarios/library.ts';
import { resultOf, scenarioOf } from '../../support/scenario.ts';

const bash = (script: string) => spawnSync('bash', { input: script, encoding: 'utf8' });

describe('scenarios: export', () => {
  it('to a bash script that passes where all is as expected', () => {
    const { stdout, status } = bash(
      exportBash(
        scenarioOf(`
- {title: "It's one", files: {d/a.txt: "x\\ny\\n"}, run: {run: "cat d/a.txt |\\n  tail -1", expect: {stdout: "y"}}}
- {title: Aliases, run: [alias say=echo, {run: say a b, expect: {stdout: {contains: [a, b], excludes: c, regex: '^a'}}}]}
- {title: Fails, run: {run: "ls none; false", expect: {code: 1, stderr: {contains: none}}}}
- {title: JSON, run: {run: 'printf "{\\n  \\"a\\": {\\n    \\"b\\": \\"c\\"\\n  }\\n}\\n"', expect: {stdout: {json: {a: {b: c}}, jmespath: {a.b: c}}}}}
- {title: Until, run: {run: "echo x >> n; wc -l < n", until: {every: 1s, tries: 5}, expect: {stdout: {regex: '^ *2$'}}}}
- {title: Table, run: {run: 'printf "NAME   AGE\\nx      1s\\n"', expect: {stdout: {table: "NAME AGE\\nx [..]"}}}}
`),
      ),
    );
    expect(stdout)
      .to.contain("== 1. It's one")
      .and.to.match(/\n0 assertions failed\n$/);
    expect(status).to.equal(0);
  });

  it('to a bash script that fails where it is not', () => {
    const { stdout, status } = bash(
      exportBash(
        scenarioOf(
          '- {title: A, run: {run: echo got, expect: {stdout: expected}}}\n- {title: B, run: "false"}\n- {title: C, run: {run: "echo a: 1", expect: {stdout: {yaml: {a: 2}}}}}\n',
        ),
      ),
    );
    expect(stdout)
      .to.contain('out should be\nexpected')
      .and.to.contain('exit code should be 0, is 1')
      .and.to.contain('3 assertions failed');
    expect(status).to.equal(1);
  });

  it('to bash that parses, and Markdown, for the whole library', () => {
    for (const name of libraryNames()) {
      const { scenario } = findScenario(name);
      execFileSync('bash', ['-n'], { input: exportBash(scenario) });
      expect(exportMarkdown(scenario)).to.contain(`# ${scenario.title}`);
    }
  });

  it('to Markdown with files, outputs and solutions', () => {
    const text = exportMarkdown(
      scenarioOf(
        '- {title: A, text: Do., files: {a.yaml: "a: 1\\n"}, run: {run: echo x, expect: {stdout: x}}, explain: Because.}\n- {title: B, solution: echo y}\n',
      ),
    );
    expect(text).to.contain(
      '## 1. A\n\nDo.\n\nCreate a file named `a.yaml`:\n\n```yaml\na: 1\n```\n\n```bash\necho x\n```\n\n```output\nx\n```\n\nBecause.',
    );
    expect(text).to.contain('## Solutions\n\n### Step 2\n\n```bash\necho y\n```');
    expect(fence('a ``` b', 'x')).to.equal('````x\na ``` b\n````');
  });

  it('to an asciicast that a player reads', async () => {
    const [head, ...events] = exportAsciicast(await resultOf(scenarioOf('- {title: A, run: echo x}\n')), { timestamp: 1_600_000_000_000 })
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).to.include({ version: 2, timestamp: 1_600_000_000, title: 'Title' });
    expect(events.map((e) => e[2]).join(''))
      .to.contain('echo x\r\n')
      .and.to.contain('\r\nx\r\n');
    expect(events.every((e, i) => i === 0 || e[0] >= events[i - 1][0])).to.equal(true);
  });
});
