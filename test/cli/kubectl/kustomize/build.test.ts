import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { buildKustomization } from '../../../../cli/kubectl/kustomize/build.ts';
import { memoryFiles } from '../../../../cli/shared/memory-files.ts';
import { kubectlLab } from '../kubectl-lab.ts';

const CWD = '/home/trainee';
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: runner
      containers:
      - {name: web, image: "nginx:1.19", envFrom: [{configMapRef: {name: conf}}]}
`;
const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: runner}\n';
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: runner}]
`;
const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [policy], resources: [podsecuritypolicies], resourceNames: [strict], verbs: [use]}]
`;

function build(texts: Record<string, string>, folder = '.'): any[] {
  const files = memoryFiles(CWD, texts);
  return parseAllDocuments(buildKustomization(folder, { files, cwd: CWD })).map((document) => (document as any).toJS());
}

describe('kustomize build', () => {
  it('puts prefix and suffix to names, and to where they are used', () => {
    const objects = build({
      'kustomization.yaml': 'namePrefix: a-\nnameSuffix: -z\nresources: [d.yaml, s.yaml, b.yaml, r.yaml]\n',
      'd.yaml': DEPLOYMENT,
      's.yaml': ACCOUNT,
      'b.yaml': BINDING,
      'r.yaml': ROLE,
    });
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).to.deep.equal([
      'ServiceAccount/a-runner-z',
      'Role/a-r-z',
      'RoleBinding/a-b-z',
      'Deployment/a-web-z',
    ]);
    expect(objects[3].spec.template.spec.serviceAccountName).to.equal('a-runner-z');
    expect(objects[2].roleRef.name).to.equal('a-r-z');
    expect(objects[2].subjects[0].name).to.equal('a-runner-z');
  });

  it('puts labels to objects, templates and selectors', () => {
    const [deployment] = build({ 'kustomization.yaml': 'commonLabels: {team: red}\nresources: [d.yaml]\n', 'd.yaml': DEPLOYMENT });
    expect(deployment.metadata.labels).to.deep.equal({ team: 'red' });
    expect(deployment.spec.selector.matchLabels).to.deep.equal({ app: 'web', team: 'red' });
    expect(deployment.spec.template.metadata.labels).to.deep.equal({ app: 'web', team: 'red' });
  });

  it('puts annotations to objects and templates', () => {
    const [deployment] = build({ 'kustomization.yaml': 'commonAnnotations: {note: x}\nresources: [d.yaml]\n', 'd.yaml': DEPLOYMENT });
    expect([deployment.metadata.annotations, deployment.spec.template.metadata.annotations]).to.deep.equal([{ note: 'x' }, { note: 'x' }]);
  });

  it('sets the namespace of what has one', () => {
    const objects = build({
      'kustomization.yaml': 'namespace: team\nresources: [d.yaml, c.yaml]\n',
      'd.yaml': DEPLOYMENT,
      'c.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: c}\n',
    });
    expect(objects.map(({ kind, metadata }) => [kind, metadata.namespace])).to.deep.equal([
      ['ClusterRole', undefined],
      ['Deployment', 'team'],
    ]);
  });

  for (const [change, image] of [
    ['newTag: "1.20"', 'nginx:1.20'],
    ['newName: my.registry:5000/nginx', 'my.registry:5000/nginx:1.19'],
    ['digest: "sha256:24"', 'nginx@sha256:24'],
  ]) {
    it(`changes images: ${change}`, () => {
      const [deployment] = build({
        'kustomization.yaml': `images: [{name: nginx, ${change}}]\nresources: [d.yaml]\n`,
        'd.yaml': DEPLOYMENT,
      });
      expect(deployment.spec.template.spec.containers[0].image).to.equal(image);
    });
  }

  it('generates config maps whose names tell their content', () => {
    const texts = {
      'kustomization.yaml': 'configMapGenerator: [{name: conf, literals: [a=1], files: [x.txt]}]\nresources: [d.yaml]\n',
      'd.yaml': DEPLOYMENT,
      'x.txt': 'hello\n',
    };
    const [config, deployment] = build(texts);
    expect(config.metadata.name).to.match(/^conf-[bcdfghkmt2456789]{10}$/);
    expect(config.data).to.deep.equal({ a: '1', 'x.txt': 'hello\n' });
    expect(deployment.spec.template.spec.containers[0].envFrom[0].configMapRef.name).to.equal(config.metadata.name);
    expect(build({ ...texts, 'x.txt': 'other\n' })[0].metadata.name).not.to.equal(config.metadata.name);
  });

  it("gives a generated name kubectl's own hash", async () => {
    const { run } = await kubectlLab({ 'k/kustomization.yaml': 'configMapGenerator: [{name: conf, literals: [a=1]}]\n' });
    const created = await run('create configmap conf --from-literal=a=1 --append-hash --dry-run=client -o name');
    expect((await run('apply -k k')).out).to.equal(`${created.out.trim()} created\n`);
  });

  it('generates secrets, without a hash where it is told so', () => {
    const [secret] = build({
      'kustomization.yaml':
        'secretGenerator: [{name: s, literals: ["p=ä"]}]\ngeneratorOptions: {disableNameSuffixHash: true, labels: {x: z}}\n',
    });
    expect(secret).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', labels: { x: 'z' } },
      data: { p: 'w6Q=' },
      type: 'Opaque',
    });
  });

  it('merges what an overlay adds to a generator of its base', () => {
    const objects = build(
      {
        'base/kustomization.yaml': 'configMapGenerator: [{name: conf, literals: [a=1, b=1]}]\nresources: [d.yaml]\n',
        'base/d.yaml': DEPLOYMENT,
        'over/kustomization.yaml':
          'bases: [../base]\nnamePrefix: p-\nconfigMapGenerator: [{name: conf, behavior: merge, literals: [b=2]}]\n',
      },
      'over',
    );
    expect(objects[0].data).to.deep.equal({ a: '1', b: '2' });
    expect(objects[0].metadata.name).to.match(/^p-conf-\w{10}$/);
    expect(objects[1].spec.template.spec.containers[0].envFrom[0].configMapRef.name).to.equal(objects[0].metadata.name);
  });

  it('applies strategic merge patches of files and of its own', () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: web, securityContext: {runAsUser: 1000}}\n';
    for (const entry of ['p.yaml', `|-\n  ${patch.trimEnd().replaceAll('\n', '\n  ')}`]) {
      const [deployment] = build({
        'kustomization.yaml': `resources: [d.yaml]\npatchesStrategicMerge:\n- ${entry}\n`,
        'd.yaml': DEPLOYMENT,
        'p.yaml': patch,
      });
      expect(deployment.spec.template.spec.containers[0])
        .to.include({ name: 'web', image: 'nginx:1.19' })
        .and.to.have.deep.property('securityContext', { runAsUser: 1000 });
    }
  });

  it('applies JSON patches to their target', () => {
    const [deployment] = build({
      'kustomization.yaml':
        'resources: [d.yaml]\npatchesJson6902:\n- target: {group: apps, version: v1, kind: Deployment, name: web}\n  patch: |-\n    - {op: add, path: /spec/replicas, value: 3}\n',
      'd.yaml': DEPLOYMENT,
    });
    expect(deployment.spec.replicas).to.equal(3);
  });

  for (const [why, texts, message] of [
    [
      'no file',
      { 'x.yaml': '' },
      "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/home/trainee'",
    ],
    ['a field of later kustomizes', { 'kustomization.yaml': 'replicas: [{name: a, count: 3}]\n' }, 'json: unknown field "replicas"'],
    [
      'a folder among the resources',
      { 'kustomization.yaml': 'resources: [base]\n', 'base/kustomization.yaml': '' },
      "rawResources failed to read Resources: Load from path base failed: 'base' must be a file (got d='/home/trainee/base')",
    ],
    ['an unknown field', { 'kustomization.yaml': 'resource: [a]\n' }, 'json: unknown field "resource"'],
    [
      'a field that is not simulated',
      { 'kustomization.yaml': 'vars: []\n' },
      'akslab does not simulate vars in kustomizations yet: /home/trainee/kustomization.yaml',
    ],
    [
      'a missing resource',
      { 'kustomization.yaml': 'resources: [none.yaml]\n' },
      "rawResources failed to read Resources: Load from path none.yaml failed: evalsymlink failure on '/home/trainee/none.yaml' : lstat /home/trainee/none.yaml: no such file or directory",
    ],
    [
      'a folder inside itself',
      { 'kustomization.yaml': 'bases: [.]\n' },
      "cycle detected: candidate root '/home/trainee' contains visited root '/home/trainee'",
    ],
    [
      'the same object twice',
      { 'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n', 'a.yaml': ACCOUNT, 'b.yaml': ACCOUNT },
      'may not add resource with an already registered id: ~G_v1_ServiceAccount|~X|runner',
    ],
  ] as const) {
    it(`refuses ${why}`, () => expect(() => build(texts)).to.throw(message));
  }

  it('says as cobra does what kubectl kustomize refuses', async () => {
    const { run } = await kubectlLab();
    expect((await run('kustomize k')).err).to.equal(
      "Error: absolute path error in 'k' : evalsymlink failure on 'k' : lstat /home/trainee/k: no such file or directory\n",
    );
    expect((await run('kustomize k l')).err).to.equal('Error: specify one path to a kustomization directory\n');
  });

  it('prints them with kubectl kustomize', async () => {
    const { run } = await kubectlLab({ 'k/kustomization.yaml': 'resources: [a.yaml]\n', 'k/a.yaml': ACCOUNT });
    expect(await run('kustomize k')).to.deep.equal({
      code: 0,
      out: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: runner\n',
      err: '',
    });
  });
});
