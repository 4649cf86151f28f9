import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const pod = (name: string, labels: string, image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: {containers: [{name: c, image: "${image}"}]}\n`;

describe('kubectl get', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab({
      'pods.yaml': [
        pod('web-10', 'app: web', 'nginx:1.19'),
        pod('web-2', 'app: web, tier: back', 'busybox'),
        pod('db', 'app: db', 'postgres:13'),
      ].join('---\n'),
    });
    expect((await cluster.run('apply -f pods.yaml')).code).to.equal(0);
  });

  const lines: [line: string, out: string][] = [
    ['get pods -o name', 'pod/db\npod/web-10\npod/web-2\n'],
    ['get pods -o name --sort-by .metadata.name', 'pod/db\npod/web-2\npod/web-10\n'],
    ['get po -l app=web -o name', 'pod/web-10\npod/web-2\n'],
    ['get pods -o name --field-selector metadata.name=db', 'pod/db\n'],
    ['get pod/db pod/web-2 -o name', 'pod/db\npod/web-2\n'],
    ['get pods db -o name --show-kind', 'pod/db\n'],
    ['get pods -o name --chunk-size 1', 'pod/db\npod/web-10\npod/web-2\n'],
    ['get -f pods.yaml -o name', 'pod/web-10\npod/web-2\npod/db\n'],
    [
      "get pods -o custom-columns='N:.metadata.name,I:.spec.containers[*].image'",
      'N        I\ndb       postgres:13\nweb-10   nginx:1.19\nweb-2    busybox\n',
    ],
    ["get pods -o jsonpath-as-json='{.items[*].metadata.name}'", '[\n    "db",\n    "web-10",\n    "web-2"\n]\n'],
    ["get pod db -o go-template='{{.metadata.name}}'", 'db'],
    ["get pod db -o template --template='{{.kind}}'", 'Pod'],
    ['get pods --no-headers -L tier -o custom-columns=T:.metadata.labels.tier', '<none>\n<none>\nback\n'],
    ['get pods nope --ignore-not-found', ''],
  ];
  for (const [line, out] of lines)
    it(`kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 0, out, err: '' }));

  it('sorts the rows of a table, numbers in names as numbers', async () => {
    const { out } = await cluster.run('get pods --sort-by .metadata.name --no-headers');
    expect(out.split('\n').map((row) => row.split(' ')[0])).to.deep.equal(['db', 'web-2', 'web-10', '']);
  });

  it('leaves a line between the tables of two kinds, and names the kinds', async () => {
    const { out } = await cluster.run('get pods,sa -l app!=web');
    expect(out).to.match(/^NAME +READY .*\npod\/db .*\n\nNAME +SECRETS +AGE\nserviceaccount\/default .*\n$/);
  });

  it('shows what it found besides what it did not', async () => {
    const { code, out, err } = await cluster.run('get pods db nope');
    expect(code).to.equal(1);
    expect(out).to.match(/^NAME .*\ndb /);
    expect(err).to.equal('Error from server (NotFound): pods "nope" not found\n');
  });

  it('prints a list as a List, and one object as itself', async () => {
    expect(JSON.parse((await cluster.run('get pods db web-2 -o json')).out)).to.include({ kind: 'List', apiVersion: 'v1' });
    expect(JSON.parse((await cluster.run('get pods db -o json')).out)).to.include({ kind: 'Pod' });
  });

  it('goes on to show what changes, until Ctrl-C', async () => {
    const abort = new AbortController();
    const waiting = cluster.waiting();
    const watching = cluster.run('get pods -l app=web --watch-only -o name', { signal: abort.signal });
    await waiting;
    const again = cluster.waiting();
    await cluster.run('label pod web-2 seen=yes');
    await again;
    abort.abort(new Error('interrupted'));
    expect(await watching).to.deep.equal({ code: 130, out: 'pod/web-2\n', err: '' });
  });

  it('prints the header of a watched table once', async () => {
    const abort = new AbortController();
    const waiting = cluster.waiting();
    const watching = cluster.run('get pod db -w', { signal: abort.signal });
    await waiting;
    const again = cluster.waiting();
    await cluster.run('label pod db seen=yes');
    await again;
    abort.abort(new Error('interrupted'));
    expect((await watching).out).to.match(/^NAME .*\ndb .*\ndb .*\n$/);
  });

  const refused: [line: string, err: string][] = [
    [
      'get pods -o wide=x',
      'error: unable to match a printer suitable for the output format "wide=x", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml\n',
    ],
    [
      'get pods pod/db',
      "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'\n",
    ],
    ['get pod/db/x', 'error: arguments in resource/name form may not have more than one slash\n'],
    ['get pod/', 'error: arguments in resource/name form must have a single resource and name\n'],
    ['get pods db -l app=web', 'error: name cannot be provided when a selector is specified\n'],
    ['get pods db -A', 'error: a resource cannot be retrieved by name across all namespaces\n'],
    ['get foo.bar', 'error: the server doesn\'t have a resource type "foo"\n'],
    [
      'get --raw pods',
      'error: --raw must be a valid URL path: parse "pods": invalid URI for request\nSee \'kubectl get -h\' for help and examples\n',
    ],
    ['get pods -f pods.yaml', 'error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well\n'],
    ['get pods -o go-template-file=nope', 'error: error reading --template nope, open nope: no such file or directory\n'],
  ];
  for (const [line, err] of refused)
    it(`refuses kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code: 1, out: '', err }));
});
