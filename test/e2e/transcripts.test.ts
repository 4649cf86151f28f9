import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { compareStep, readTranscripts, stepId, type Transcript } from '../conformance/transcripts.ts';
import { ROOT } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';

/** As npm test plays them, but in a real bash that test/conformance/prepare.sh has prepared, one process a command. */
describe('recorded transcripts, as processes', () => {
  const scratch = scratchFolder();

  /** The lines of a bash that leaves each step's output, error output and exit code in files named after its number. */
  function script({ steps }: Transcript, folder: string): string {
    const played = steps.map(
      ({ run, wait = 0 }, i) =>
        `sleep ${wait}\n{ ${run.trimEnd()}\n} >${folder}/.${i}.stdout 2>${folder}/.${i}.stderr </dev/null; echo $? >${folder}/.${i}.code\n`,
    );
    return [
      'shopt -s expand_aliases\n',
      `. ${ROOT}/test/conformance/prepare.sh >${folder}/.prepare 2>&1 </dev/null; cd ${folder}\n`,
      ...played,
    ].join('');
  }

  for (const transcript of readTranscripts()) {
    it(transcript.name, () => {
      const folder = join(scratch.path, 'work');
      mkdirSync(folder);
      for (const [name, text] of Object.entries(transcript.files ?? {})) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      const { AKSLAB_HOME: _home, KUBECONFIG: _kubeconfig, ...env } = process.env;
      spawnSync('bash', {
        cwd: folder,
        input: script(transcript, folder),
        env: { ...env, COLUMNS: '200', EDITOR: 'true', PLAY_SCRATCH: join(scratch.path, 'state') },
      });
      const left = (name: string) => readFileSync(join(folder, name), 'utf8');
      const problems = transcript.steps.flatMap((step, i) => {
        const problem = compareStep(step, { stdout: left(`.${i}.stdout`), stderr: left(`.${i}.stderr`), code: Number(left(`.${i}.code`)) });
        return problem ? [`${stepId(transcript, i)}: ${problem}`] : [];
      });
      expect(problems, left('.prepare')).to.deep.equal([]);
    });
  }
});
