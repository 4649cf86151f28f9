import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { entering, leaving, script, SHELLS } from '../../../cli/akslab/environment.ts';

const HOME = "/home/it's me/.akslab";
const SHIMS = '/opt/akslab/dist/shims';

/** What every bash sets for itself. */
const SHELLS_OWN = ['_', 'SHLVL', 'PWD', 'OLDPWD'];

/** The exported variables of a real bash that starts with `env` and evaluates texts; each text is made from the variables so far. */
function bash(env: Record<string, string>, ...texts: ((env: Record<string, string>) => string)[]): Record<string, string> {
  return texts.reduce((now, text) => {
    const out = execFileSync(
      'bash',
      [
        '--norc',
        '--noprofile',
        '-c',
        `set -eu; eval "$1"; "$2" -e 'process.stdout.write(JSON.stringify(process.env))'`,
        'bash',
        text(now),
        process.execPath,
      ],
      { env: now, encoding: 'utf8' },
    );
    const all = Object.entries(JSON.parse(out) as Record<string, string>);
    return Object.fromEntries(all.filter(([name]) => !SHELLS_OWN.includes(name)));
  }, env);
}

const enter = (env: Record<string, string>) => script('bash', entering(env, HOME, SHIMS));
const leave = (env: Record<string, string>) => script('bash', leaving(env)!);

describe('akslab env', () => {
  const cases: Record<string, Record<string, string>> = {
    'nothing set before': { PATH: '/usr/bin:/bin' },
    'a kubeconfig and a home set before': { PATH: '/usr/local/bin:/usr/bin:/bin', KUBECONFIG: "/a:/b c/d'e", AKSLAB_HOME: '/elsewhere' },
    'an empty KUBECONFIG': { PATH: '/bin:/usr/bin', KUBECONFIG: '' },
  };
  for (const [name, env] of Object.entries(cases)) {
    it(`puts itself in and is taken back exactly, in a real bash: ${name}`, () => {
      const inside = bash(env, enter);
      expect(inside.PATH).to.equal(`${SHIMS}:${env.PATH}`);
      expect(inside).to.include({ AKSLAB_HOME: HOME, KUBECONFIG: `${HOME}/kubeconfig` });
      expect(bash(inside, leave)).to.deep.equal(env);
    });

    it(`is the same done twice: ${name}`, () => {
      const twice = bash(env, enter, enter);
      expect(twice.PATH).to.equal(`${SHIMS}:${env.PATH}`);
      expect(bash(twice, leave)).to.deep.equal(env);
    });
  }

  it('leaves alone what was added to PATH meanwhile', () => {
    const inside = bash({ PATH: '/usr/bin:/bin' }, enter, () => 'export PATH=/new:$PATH');
    expect(bash(inside, leave).PATH).to.equal('/new:/usr/bin:/bin');
  });

  it('has nothing to take back where it never was', () => {
    expect(leaving({ PATH: '/bin' })).to.equal(undefined);
    expect(leaving({ PATH: '/bin', AKSLAB_ENV: 'something else' })).to.equal(undefined);
  });

  it('speaks the language of each shell', () => {
    const variables = { PATH: '/a:/b', KUBECONFIG: "it's", AKSLAB_ENV: undefined };
    expect(Object.fromEntries(SHELLS.map((shell) => [shell, script(shell, variables)]))).to.deep.equal({
      bash: "export PATH='/a:/b'\nexport KUBECONFIG='it'\\''s'\nunset AKSLAB_ENV\nhash -r\n",
      zsh: "export PATH='/a:/b'\nexport KUBECONFIG='it'\\''s'\nunset AKSLAB_ENV\nrehash\n",
      fish: "set -gx PATH '/a' '/b'\nset -gx KUBECONFIG 'it\\'s'\nset -e AKSLAB_ENV\n",
      pwsh: "$env:PATH = '/a:/b'\n$env:KUBECONFIG = 'it''s'\nRemove-Item -ErrorAction SilentlyContinue Env:AKSLAB_ENV\n",
    });
  });
});
