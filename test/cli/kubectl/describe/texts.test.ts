import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const OBJECTS = `apiVersion: v1
kind: Service
metadata: {name: x}
spec: {clusterIP: 10.0.0.77, selector: {a: b}, ports: [{name: http, port: 80, targetPort: web}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: x}
spec:
  tls: [{hosts: [a.com], secretName: s}]
  rules:
  - host: a.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: x, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: x}
spec:
  podSelector: {matchLabels: {a: b}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{namespaceSelector: {matchLabels: {p: q}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
    ports: [{port: 80}]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "3"}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: l}
spec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, max: {cpu: "1"}}]}
---
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {a: xyz}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: x}
provisioner: p
parameters: {a: b, c: d}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: x}
value: 5
`;

const TEXTS: Record<string, string> = {
  'svc x': `Name:              x
Namespace:         default
Labels:            <none>
Annotations:       <none>
Selector:          a=b
Type:              ClusterIP
IP Families:       <none>
IP:                10.0.0.77
IPs:               10.0.0.77
Port:              http  80/TCP
TargetPort:        web/TCP
Endpoints:         <none>
Session Affinity:  None
Events:            <none>
`,
  'ingress.networking.k8s.io x': `Name:             x
Namespace:        default
Address:          
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
TLS:
  s terminates a.com
Rules:
  Host        Path  Backends
  ----        ----  --------
  a.com       
              /   x:80 (<none>)
Annotations:  <none>
Events:       <none>
`,
  'netpol x': `Name:         x
Namespace:    default
Created on:   2021-01-15 12:00:00 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     a=b
  Allowing ingress traffic:
    To Port: 80/TCP
    From:
      NamespaceSelector: p=q
    From:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 10.1.0.0/16
  Allowing egress traffic:
    <none> (Selected pods are isolated for egress connectivity)
  Policy Types: Ingress, Egress
`,
  'quota q': 'Name:       q\nNamespace:  default\nResource    Used  Hard\n--------    ----  ----\npods        0     3\n',
  'limits l': `Name:       l
Namespace:  default
Type        Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
----        --------  ---  ---  ---------------  -------------  -----------------------
Container   cpu       -    1    100m             500m           -
`,
  'secret s':
    'Name:         s\nNamespace:    default\nLabels:       <none>\nAnnotations:  <none>\n\nType:  Opaque\n\nData\n====\na:  3 bytes\n',
  'sc x': `Name:                  x
IsDefaultClass:        No
Annotations:           <none>
Provisioner:           p
Parameters:            a=b,c=d
AllowVolumeExpansion:  <unset>
MountOptions:          <none>
ReclaimPolicy:         Delete
VolumeBindingMode:     Immediate
Events:                <none>
`,
  'pc x': 'Name:           x\nValue:          5\nGlobalDefault:  false\nDescription:    \nAnnotations:    <none>\nEvents:         <none>\n',
};

describe('kubectl describe', () => {
  let cluster: KubectlLab;
  before(async () => {
    cluster = await kubectlLab({ 'all.yaml': OBJECTS });
    expect((await cluster.run('create -f all.yaml')).err).to.equal('');
    await cluster.lab.change({ until: cluster.lab.clock.now() + 1000 });
  });

  for (const [what, text] of Object.entries(TEXTS))
    it(`describe ${what}`, async () => expect((await cluster.run(`describe ${what}`)).out).to.equal(text));

  it('takes the beginning of names', async () =>
    expect((await cluster.run('describe cm kube-root')).out).to.match(/^Name: +kube-root-ca\.crt$/m));
  it('puts two empty lines between objects', async () => expect((await cluster.run('describe svc/x pc/x')).out).to.contain('\n\n\nName:'));
  it('says that there are none', async () =>
    expect((await cluster.run('describe pods')).err).to.equal('No resources found in default namespace.\n'));
  it('says that a name is wrong', async () =>
    expect((await cluster.run('describe pod nope')).err).to.equal('Error from server (NotFound): pods "nope" not found\n'));
});
