import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

const META = 'metadata: {name: x}';
const TEMPLATE = 'template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}';
const WORKLOAD = `spec:\n  selector: {matchLabels: {a: b}}\n  ${TEMPLATE}`;

/** The least that each kind needs, and more of what kinds may hold. */
const MANIFESTS: Record<string, string> = {
  pod: `apiVersion: v1\nkind: Pod\n${META}\nspec: {containers: [{name: c, image: nginx}]}`,
  namespace: `apiVersion: v1\nkind: Namespace\n${META}`,
  serviceaccount: `apiVersion: v1\nkind: ServiceAccount\n${META}`,
  secret: `apiVersion: v1\nkind: Secret\n${META}`,
  configmap: `apiVersion: v1\nkind: ConfigMap\n${META}`,
  service: `apiVersion: v1\nkind: Service\n${META}\nspec: {ports: [{port: 80}]}`,
  endpoints: `apiVersion: v1\nkind: Endpoints\nmetadata: {name: own}`,
  event: `apiVersion: v1\nkind: Event\n${META}\ninvolvedObject: {namespace: default}`,
  node: `apiVersion: v1\nkind: Node\n${META}`,
  resourcequota: `apiVersion: v1\nkind: ResourceQuota\n${META}`,
  limitrange: `apiVersion: v1\nkind: LimitRange\n${META}\nspec: {limits: [{type: Container}]}`,
  persistentvolumeclaim: `apiVersion: v1\nkind: PersistentVolumeClaim\n${META}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}`,
  persistentvolume: `apiVersion: v1\nkind: PersistentVolume\n${META}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}`,
  replicationcontroller: `apiVersion: v1\nkind: ReplicationController\n${META}\nspec:\n  ${TEMPLATE}`,
  podtemplate: `apiVersion: v1\nkind: PodTemplate\n${META}\n${TEMPLATE}`,
  deployment: `apiVersion: apps/v1\nkind: Deployment\n${META}\n${WORKLOAD}`,
  replicaset: `apiVersion: apps/v1\nkind: ReplicaSet\n${META}\n${WORKLOAD}`,
  daemonset: `apiVersion: apps/v1\nkind: DaemonSet\n${META}\n${WORKLOAD}`,
  statefulset: `apiVersion: apps/v1\nkind: StatefulSet\n${META}\n${WORKLOAD}\n  serviceName: x`,
  controllerrevision: `apiVersion: apps/v1\nkind: ControllerRevision\n${META}\nrevision: 1\ndata: {a: 1}`,
  job: `apiVersion: batch/v1\nkind: Job\n${META}\nspec:\n  template: {spec: {restartPolicy: Never, containers: [{name: c, image: nginx}]}}`,
  cronjob: `apiVersion: batch/v1beta1\nkind: CronJob\n${META}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: nginx}]}}}}}`,
  'horizontalpodautoscaler.v1.autoscaling': `apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\n${META}\nspec: {scaleTargetRef: {kind: Deployment, name: x}, maxReplicas: 2}`,
  'ingress.networking.k8s.io': `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${META}\nspec: {defaultBackend: {service: {name: x, port: {number: 80}}}}`,
  ingressclass: `apiVersion: networking.k8s.io/v1\nkind: IngressClass\n${META}\nspec: {controller: example.com/x}`,
  networkpolicy: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${META}\nspec: {podSelector: {}}`,
  poddisruptionbudget: `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n${META}`,
  podsecuritypolicy: `apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n${META}\nspec: {seLinux: {rule: RunAsAny}, runAsUser: {rule: RunAsAny}, fsGroup: {rule: RunAsAny}, supplementalGroups: {rule: RunAsAny}}`,
  runtimeclass: `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\n${META}\nhandler: x`,
  priorityclass: `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\n${META}\nvalue: 1`,
  storageclass: `apiVersion: storage.k8s.io/v1\nkind: StorageClass\n${META}\nprovisioner: x`,
  lease: `apiVersion: coordination.k8s.io/v1\nkind: Lease\n${META}`,
  role: `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n${META}`,
  clusterrole: `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n${META}`,
  rolebinding: `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n${META}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: x}`,
  clusterrolebinding: `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n${META}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: x}`,
  customresourcedefinition:
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec: {group: example.com, names: {plural: foos, kind: Foo}, scope: Namespaced, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]}',
  foo: `apiVersion: example.com/v1\nkind: Foo\n${META}\nspec: {a: [1, {b: null}], c: {}}`,
};

describe('kubectl describe: every kind, with the least that it needs', () => {
  let cluster: KubectlLab;
  before(async () => (cluster = await kubectlLab()));

  for (const [kind, manifest] of Object.entries(MANIFESTS)) {
    it(kind, async () => {
      const created = await cluster.run('create -f - -o name', { stdin: manifest });
      expect(created.err).to.equal('');
      const { code, out, err } = await cluster.run(`describe ${kind} ${created.out.trim().split('/')[1]}`);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.match(/^Name: +(x|own|foos\.example\.com)$/m);
      expect(out).not.to.match(/undefined|\[object|NaN/);
    });
  }
});
