/** Fields of structs in -o json, as the real kubectl 1.20.2 prints them. */
import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

const PRINTED: [line: string, json: string][] = [
  [
    'create deployment d --image=nginx --port=80 --dry-run=client -o json',
    '{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","creationTimestamp":null,"labels":{"app":"d"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"creationTimestamp":null,"labels":{"app":"d"}},"spec":{"containers":[{"name":"nginx","image":"nginx","ports":[{"containerPort":80}],"resources":{}}]}},"strategy":{}},"status":{}}',
  ],
  [
    'create cronjob j --image=nginx --schedule=@daily --dry-run=client -o json',
    '{"kind":"CronJob","apiVersion":"batch/v1beta1","metadata":{"name":"j","creationTimestamp":null},"spec":{"schedule":"@daily","jobTemplate":{"metadata":{"name":"j","creationTimestamp":null},"spec":{"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":[{"name":"j","image":"nginx","resources":{}}],"restartPolicy":"OnFailure"}}}}},"status":{}}',
  ],
  [
    'create pdb p --selector=a=b --min-available=1 --dry-run=client -o json',
    '{"kind":"PodDisruptionBudget","apiVersion":"policy/v1beta1","metadata":{"name":"p","creationTimestamp":null},"spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}},"status":{"disruptionsAllowed":0,"currentHealthy":0,"desiredHealthy":0,"expectedPods":0}}',
  ],
  [
    'create rolebinding r --role=x --user=a --serviceaccount=a:b --dry-run=client -o json',
    '{"kind":"RoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"r","creationTimestamp":null},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"a"},{"kind":"ServiceAccount","name":"b","namespace":"a"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"x"}}',
  ],
  [
    'create ingress i --rule=a.b/x*=svc:80,tls=s --class=c --dry-run=client -o json',
    '{"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{"name":"i","creationTimestamp":null},"spec":{"ingressClassName":"c","tls":[{"hosts":["a.b"],"secretName":"s"}],"rules":[{"host":"a.b","http":{"paths":[{"path":"/x","pathType":"Prefix","backend":{"service":{"name":"svc","port":{"number":80}}}}]}}]},"status":{"loadBalancer":{}}}',
  ],
  [
    'create svc clusterip s --tcp=80:8080 --dry-run=client -o json',
    '{"kind":"Service","apiVersion":"v1","metadata":{"name":"s","creationTimestamp":null,"labels":{"app":"s"}},"spec":{"ports":[{"name":"80-8080","protocol":"TCP","port":80,"targetPort":8080}],"selector":{"app":"s"},"type":"ClusterIP"},"status":{"loadBalancer":{}}}',
  ],
  [
    'run p --image=nginx --env=A=b --dry-run=client -o json',
    '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","creationTimestamp":null,"labels":{"run":"p"}},"spec":{"containers":[{"name":"p","image":"nginx","env":[{"name":"A","value":"b"}],"resources":{}}],"restartPolicy":"Always","dnsPolicy":"ClusterFirst"},"status":{}}',
  ],
];

describe('-o json of what kubectl made itself', () => {
  for (const [line, json] of PRINTED)
    it(`has the fields of ${line} in the order of the struct`, async () => {
      const { out } = await (await kubectlLab({})).run(line);
      expect(out).to.equal(`${JSON.stringify(JSON.parse(json), null, 4)}\n`);
    });

  it('has the fields of what the server answered in the order of the struct for most generators, and sorted for the old ones', async () => {
    const cluster = await kubectlLab({});
    const keys = async (line: string) => Object.keys(JSON.parse((await cluster.run(line)).out));
    expect(await keys('create deployment d --image=nginx -o json')).to.deep.equal(['kind', 'apiVersion', 'metadata', 'spec', 'status']);
    expect(await keys('create configmap c --from-literal=a=b -o json')).to.deep.equal(['apiVersion', 'data', 'kind', 'metadata']);
  });

  it('sorts what the client reads as maps', async () => {
    const cluster = await kubectlLab({});
    await cluster.run('create configmap c --from-literal=a=b');
    const { out } = await cluster.run('label configmap c x=y -o json');
    expect(Object.keys(JSON.parse(out))).to.deep.equal(['apiVersion', 'data', 'kind', 'metadata']);
  });
});
