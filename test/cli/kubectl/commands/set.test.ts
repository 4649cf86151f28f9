/** kubectl set, as the real 1.20.2 answers over this same API server: found with test/support/door. */
import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: nginx, env: [{name: A, value: "1"}]}]}
`;
const LOCAL = `apiVersion: apps/v1
kind: Deployment
metadata:
  creationTimestamp: null
  name: web
spec:
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      creationTimestamp: null
      labels:
        app: web
    spec:
      containers:
      - env:
        - name: A
          value: "1"
        image: x
        name: nginx
        resources: {}
status: {}
`;
const MISSING = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
`;
const NO_TEMPLATE = 'error: services/kubernetes the object is not a pod or does not have a pod template: *v1.Service\n';

describe('kubectl set, as the real one', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab({ 'web.yaml': WEB });
    expect((await cluster.run('apply -f web.yaml')).err).to.equal('');
    expect((await cluster.run('create role r --verb=get --resource=pods')).err).to.equal('');
    expect((await cluster.run('create rolebinding b --role=r --user=jane')).err).to.equal('');
  });

  const lines: [line: string, code: number, out: string, err: string][] = [
    ['set image', 1, '', MISSING],
    ['set image deploy/web', 1, '', 'error: at least one image update is required\n'],
    ['set image -l app=web nginx=x', 1, '', 'error: at least one resource must be specified to use a selector\n'],
    [
      'set image deploy/web nginx=',
      1,
      '',
      'error: failed to patch image update to pod template: Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value\n',
    ],
    ['set image svc/kubernetes a=b', 1, '', NO_TEMPLATE],
    ['set image deploy/web nginx=nginx', 0, '', ''],
    [
      'set image deploy/web nginx=x --local',
      1,
      '',
      "error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n",
    ],
    ['set image -f web.yaml nginx=x --local -o yaml', 0, LOCAL, ''],
    ['set env', 1, '', 'error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n'],
    ['set env deploy/web', 0, '', ''],
    ['set env deploy/web nope-', 0, '', ''],
    ['set env deploy/web A=1', 0, '', ''],
    ['set env deploy/web B=2 -c nope', 0, '', 'warning: Deployment/web does not have any containers matching "nope"\n'],
    ['set env deploy/web A=5 --overwrite=false', 1, '', "error: deployments/web 'A' already has a value (1), and --overwrite is false\n"],
    ['set env - deploy/web', 1, '', 'error: all resources must be specified before environment changes: - deploy/web\n'],
    ['set env svc/kubernetes B=2', 1, '', NO_TEMPLATE],
    ['set resources', 1, '', MISSING],
    ['set resources svc/kubernetes --limits=cpu=1', 1, '', NO_TEMPLATE],
    [
      'set resources deploy/web --limits=cpu=x',
      1,
      '',
      "error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'\n",
    ],
    ['set sa svc/kubernetes runner', 1, '', NO_TEMPLATE],
    ['set subject', 1, '', MISSING],
    ['set subject rolebinding b --user=jane', 0, '', ''],
    ['set subject role r --user=x', 1, '', 'error: roles/r setting subjects is only supported for RoleBinding/ClusterRoleBinding\n'],
  ];
  for (const [line, code, out, err] of lines) it(line, async () => expect(await cluster.run(line)).to.deep.equal({ code, out, err }));
});
