/** What the real kubectl 1.20.2 prints over this same API server: found with test/support/door. */
import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const FILES = {
  'a.yaml': [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec: {containers: [{name: one, image: nginx}, {name: other, image: nginx}]}',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: solo}}\nspec: {containers: [{name: c, image: nginx}]}',
    'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: ic}\nspec: {controller: example.com/ingress, parameters: {apiGroup: k8s.example.com, kind: P, name: x}}',
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: solo}, ports: [{port: 80}]}',
    'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: quota}\nspec: {hard: {pods: "5"}}',
  ].join('\n---\n'),
};

describe('kubectl, as the real one', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab(FILES);
    expect((await cluster.run('apply -f a.yaml')).err).to.equal('');
    expect((await cluster.run('create deployment web --image=nginx')).code).to.equal(0);
  });

  const lines: [line: string, code: number, out: string, err: string][] = [
    ["get pods --template='{{len .items}}'", 0, '3', ''],
    ['get pods --server-print=false -l app=solo --no-headers -o name', 0, 'pod/web\n', ''],
    ['get pod two --server-print=false', 0, 'NAME   AGE\ntwo    0s\n', ''],
    ['get pods --sort-by=.spec.nope', 0, '', 'No resources found in default namespace.\n'],
    [
      'get pods,svc --sort-by=.metadata.name',
      1,
      '',
      'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n',
    ],
    [
      'get pods --output-watch-events',
      1,
      '',
      "error: --output-watch-events option can only be used with --watch or --watch-only\nSee 'kubectl get -h' for help and examples\n",
    ],
    [
      'get pod two -w --output-watch-events --request-timeout=1s',
      0,
      'EVENT      NAME   READY   STATUS    RESTARTS   AGE\nADDED      two    2/2     Running   0          0s\n',
      '',
    ],
    ['get pods,svc -w', 1, '', 'error: you may only specify a single resource type\n'],
    ['get all nope', 1, '', 'error: you must specify only one resource\n'],
    ['get po,', 1, '', 'error: the server doesn\'t have a resource type ""\n'],
    ['get pods --cluster nope', 1, '', 'error: no server found for cluster "nope"\n'],
    [
      'get pods --request-timeout=foo',
      1,
      '',
      'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 0s | 2m | 3h)\n',
    ],
    ['logs two', 1, '', 'error: a container name must be specified for pod two, choose one of: [one other]\n'],
    ['logs two -c nope', 1, '', 'error: container nope is not valid for pod two\n'],
    ['create deployment web --image=nginx', 1, '', 'error: failed to create deployment: deployments.apps "web" already exists\n'],
    ['create job j --from=cj/x -- date', 1, '', 'error: cannot specify --from and command\n'],
    ['scale deploy/web --replicas=3 --dry-run=client', 0, 'deployment.apps/web scaled\n', ''],
    [
      'scale deploy/web deploy/nope --replicas=1',
      1,
      'deployment.apps/web scaled\n',
      'Error from server (NotFound): deployments.apps "nope" not found\n',
    ],
    [
      'expose pod web --name=w2 --port=80 --dry-run=client -o jsonpath={.metadata}',
      0,
      '{"creationTimestamp":null,"labels":{"app":"solo"},"name":"w2"}',
      '',
    ],
    ['rollout history pod/web', 1, '', 'error: no history viewer has been implemented for "Pod"\n'],
    ['patch svc web', 1, '', 'error: must specify --patch or --patch-file containing the contents of the patch\n'],
    ["patch svc web --type=foo -p '{}'", 1, '', 'error: --type must be one of [json merge strategic], not "foo"\n'],
    [`patch svc web -p '{"metadata":{"labels":{"a":"b"}}}' --dry-run=client`, 0, 'service/web patched\n', ''],
    ['rollout pause svc/web', 1, '', 'error: services "web" pausing is not supported\n'],
    [
      'autoscale pod web --max=5',
      1,
      '',
      'error: cannot autoscale a Pod: could not find scale subresource for /v1, Resource=pods in discovery information\n',
    ],
    [
      'cordon x -l a=b',
      1,
      '',
      "error: cannot specify both a node name and a --selector option\nSee 'kubectl cordon -h' for help and examples\n",
    ],
    ['rollout restart deploy', 0, 'deployment.apps/web restarted\n', ''],
    [
      'describe ingressclass ic',
      0,
      'Name:         ic\nLabels:       <none>\nAnnotations:  <none>\nController:   example.com/ingress\nParameters:\n  APIGroup:  k8s.example.com\n  Kind:      P\n  Name:      x\nEvents:      <none>\n',
      '',
    ],
  ];
  for (const [line, code, out, err] of lines)
    it(`kubectl ${line}`, async () => expect(await cluster.run(line)).to.deep.equal({ code, out, err }));

  it('describes an endpoint slice by its endpoints', async () => {
    const { out } = await cluster.run('describe endpointslices');
    expect(
      out
        .replace(/\d+\.\d+\.\d+\.\d+|web-\w+/g, 'x')
        .split('\n')
        .slice(5),
    ).to.deep.equal([
      'AddressType:  IPv4',
      'Ports:',
      '  Name     Port  Protocol',
      '  ----     ----  --------',
      '  <unset>  80    TCP',
      'Endpoints:',
      '  - Addresses:  x',
      '    Conditions:',
      '      Ready:    true',
      '    Hostname:   <unset>',
      '    TargetRef:  Pod/web',
      '    Topology:   kubernetes.io/hostname=aks-nodepool1-12345678-vmss000000',
      'Events:         <none>',
      '',
    ]);
  });

  it("indents a namespace's quotas by one space", async () => {
    const { out } = await cluster.run('describe ns default');
    expect(out).to.contain('\nResource Quotas\n Name:     quota\n Resource  Used  Hard\n --------  ---   ---\n pods      3     5\n');
  });
});
