import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

const CONF = 'create configmap conf --from-literal=a=1';

describe('kubectl edit', () => {
  it('says that nothing was changed', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    expect(await run('edit cm conf', { edit: (text) => text })).to.deep.equal({
      out: '',
      err: 'Edit cancelled, no changes made.\n',
      code: 0,
    });
  });

  it('says that the file was empty', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    expect((await run('edit cm conf', { edit: () => '# nothing\n' })).err).to.equal('Edit cancelled, saved file was empty.\n');
  });

  it('sends what was changed', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    expect(await run('edit cm/conf', { edit: (text) => text.replace('a: "1"', 'a: "2"') })).to.deep.equal({
      out: 'configmap/conf edited\n',
      err: '',
      code: 0,
    });
    expect((await run("get cm conf -o jsonpath='{.data.a}'")).out).to.equal('2');
  });

  it('opens the file with comments that say what to do', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    let seen = '';
    await run('edit cm conf', { edit: (text) => (seen = text) });
    expect(seen).to.match(
      /^# Please edit the object below\. Lines beginning with a '#' will be ignored,\n# and an empty file will abort the edit\./,
    );
    expect(seen).to.contain('\n#\napiVersion: v1\ndata:\n  a: "1"\nkind: ConfigMap\n');
  });

  it('opens the file again with the reasons, and keeps it when nothing better comes', async () => {
    const { run, files } = await kubectlLab();
    await run(CONF);
    const seen: string[] = [];
    const answer = await run('edit cm conf', {
      edit(text) {
        seen.push(text);
        return text.replace('a: "1"', 'a/b: "1"');
      },
    });
    expect(seen[1]).to.contain('# configmaps "conf" was not valid:\n# * data[a/b]: Invalid value: "a/b": ');
    expect(answer.code).to.equal(1);
    expect(answer.err).to.match(
      /^error: configmaps "conf" is invalid\nA copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
    );
    const kept = /"(\/tmp\/.*?)"/.exec(answer.err)![1]!;
    expect(files.read(kept)).to.contain('a/b: "1"');
  });

  it('opens the file again where it is no YAML', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    let rounds = 0;
    const answer = await run('edit cm conf', {
      edit: (text) =>
        rounds++ === 0 ? text.replace('data:', 'data') : text.replace('  a: "1"\n', '  a: "3"\n').replace(/^data$/m, 'data:'),
    });
    expect(answer).to.deep.equal({ out: 'configmap/conf edited\n', err: '', code: 0 });
  });

  it('refuses another name', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    expect((await run('edit cm conf', { edit: (text) => text.replace('  name: conf', '  name: other') })).err).to.match(
      /\nerror: At least one of apiVersion, kind and name was changed\n$/,
    );
  });

  it('says that there is no editor', async () => {
    const { run } = await kubectlLab();
    await run(CONF);
    expect(await run('edit cm conf', { env: { EDITOR: 'nano' } })).to.deep.equal({
      out: '',
      err: 'error: unable to launch the editor "nano"\n',
      code: 1,
    });
  });
});
