import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findScenario } from '../../scenarios/library.ts';
import { built } from '../support/dist.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTerminal, type TypedTerminal } from '../support/tmux.ts';

const refused = (pod: string) =>
  `Error from server (Forbidden): error when creating "${pod}.yaml": pods "${pod}" is forbidden: unable to validate against any pod security policy: []`;

/** What a trainee must read after a step, by the step's id; nothing where a command prints nothing of interest. */
const READS: Record<string, (string | RegExp)[]> = {
  'az-version': [/^azure-cli +2\.45\.0/m],
  'extension-add': ["The installed extension 'aks-preview' is in preview."],
  'extension-update': [/'aks-preview' extension version|Latest version of 'aks-preview'/],
  'feature-register': ["Once the feature 'PodSecurityPolicyPreview' is registered"],
  'feature-show': ['"state": "Registered"'],
  cluster: ['"provisioningState": "Succeeded"', /Merged "myAKSCluster-admin" as current context/],
  enable: ['"enablePodSecurityPolicy": true'],
  'default-policy': [/^NAME +PRIV +CAPS/m, /^privileged +true +\* +RunAsAny/m],
  'default-binding': ['name: psp:privileged', 'system:masters'],
  namespace: ['namespace/psp-aks created'],
  'service-account': ['serviceaccount/nonadmin-user created'],
  'role-binding': [/^rolebinding\.rbac\.authorization\.k8s\.io\/\S+ created/m],
  'privileged-refused': [refused('nginx-privileged')],
  'unprivileged-refused': [refused('nginx-unprivileged')],
  'nonroot-refused': [refused('nginx-unprivileged-nonroot')],
  'policy-as-printed': [
    'error: error parsing psp-deny-privileged.yaml: error converting YAML to JSON: yaml: line 15: did not find expected key',
    /^hint: /m,
  ],
  policy: ['podsecuritypolicy.policy/psp-deny-privileged created'],
  'two-policies': [/^privileged +true/m, /^psp-deny-privileged +false/m],
  'cluster-role': ['clusterrole.rbac.authorization.k8s.io/psp-deny-privileged-clusterrole created'],
  'cluster-role-binding': ['clusterrolebinding.rbac.authorization.k8s.io/psp-deny-privileged-clusterrolebinding created'],
  'unprivileged-admitted': ['pod/nginx-unprivileged created'],
  running: [/^nginx-unprivileged +1\/1 +Running/m],
  'delete-pod': ['pod "nginx-unprivileged" deleted'],
  disable: ['"enablePodSecurityPolicy": false'],
  'delete-cluster-role': ['clusterrole.rbac.authorization.k8s.io "psp-deny-privileged-clusterrole" deleted'],
  'delete-cluster-role-binding': ['clusterrolebinding.rbac.authorization.k8s.io "psp-deny-privileged-clusterrolebinding" deleted'],
  'delete-policy': ['podsecuritypolicy.policy "psp-deny-privileged" deleted'],
  'delete-namespace': ['namespace "psp-aks" deleted'],
};

/** The last thing on the screen is a prompt with nothing typed behind it. */
const AT_PROMPT = /(^|\n)\(akslab\) [^\n]*[#$]$/;

describe('the article, typed into a real bash', function () {
  this.timeout(300_000);
  const scratch = scratchFolder();
  let terminal: TypedTerminal;

  beforeEach(() => {
    const env = { HOME: scratch.path, AKSLAB_HOME: join(scratch.path, 'lab'), SHELL: '/bin/bash', LANG: 'C.UTF-8' };
    terminal = openTerminal(`${process.execPath} ${built('akslab')} shell`, { env, cwd: scratch.path, columns: 240 });
  });
  afterEach(() => terminal.end());

  /** Pastes a command as it is printed, line continuations and all, and returns what then stands on the screen. */
  async function enter(text: string): Promise<string> {
    await terminal.clear();
    await terminal.paste(text);
    return terminal.until(new RegExp(`\\S[^]*${AT_PROMPT.source}`), 60);
  }

  it('shows a trainee at each step what the article says', async () => {
    await terminal.until(/Make them now\?/);
    await terminal.type('n');
    await terminal.until(AT_PROMPT);
    const { scenario } = findScenario('walkthrough');
    const missing = new Set(Object.keys(READS));
    for (const step of scenario.steps) {
      for (const [name, text] of Object.entries(step.files)) writeFileSync(join(scratch.path, name), text);
      let screen = '';
      for (const { run, until } of step.run) {
        let shown = '';
        const repeats = until || step.id === 'running'; // A person looks again.
        for (let tries = 0; tries === 0 || (repeats && tries < 30 && !reads(step.id).every((wanted) => has(shown, wanted))); tries++)
          shown = await enter(run);
        screen += `${shown}\n`;
      }
      for (const wanted of reads(step.id)) expect(has(screen, wanted), `step ${step.id} shows ${wanted}:\n${screen}`).to.equal(true);
      expect(screen, step.id).not.to.match(/command not found|akslab has a fault|does not simulate/);
      missing.delete(step.id);
    }
    expect([...missing], 'steps that the scenario has no more').to.deep.equal([]);
  });
});

const reads = (id: string) => READS[id] ?? [];
const has = (screen: string, wanted: string | RegExp) => (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen));
