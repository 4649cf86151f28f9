import { podSecurityPolicy } from '../core/kubernetes/admission/podsecuritypolicy/plugin.ts';
import { mayUse } from '../core/kubernetes/admission/podsecuritypolicy/authorization.ts';
import type { AdmissionAttributes } from '../core/kubernetes/admission/types.ts';
import { admissionContext } from '../core/kubernetes/apiserver/admission.ts';
import { preparePod } from '../core/kubernetes/explain/pod.ts';
import { sandbox, type Sandbox } from '../core/kubernetes/explain/sandbox.ts';
import type { KubeObject } from '../core/kubernetes/object.ts';
import { memoryStore } from '../state/memory-store.ts';
import { bind, emptyCluster, makeNamespace, post } from '../test/support/psp-corpus.ts';
import { policy } from '../test/support/psp.ts';
import { median, type Bench } from './table.ts';

/** What the plugin of the Go API server takes for the same, on this kind of machine. */
const GO_MICROSECONDS = 55;
const AIM_MICROSECONDS = 30;
const ROUNDS = 21;
const PER_ROUND = 500;

const RBAC = 'rbac.authorization.k8s.io';
const user = {
  name: 'system:serviceaccount:lab:runner',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:lab', 'system:authenticated'],
};
const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    serviceAccountName: 'runner',
    securityContext: { runAsUser: 1000, fsGroup: 2000, supplementalGroups: [3000] },
    volumes: [
      { name: 'cache', emptyDir: {} },
      { name: 'config', configMap: { name: 'c' } },
    ],
    initContainers: [{ name: 'init', image: 'busybox', securityContext: { allowPrivilegeEscalation: false } }],
    containers: [
      {
        name: 'web',
        image: 'nginx',
        ports: [{ containerPort: 8080 }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
      },
      { name: 'side', image: 'envoy', securityContext: { allowPrivilegeEscalation: false } },
    ],
  },
};

/** Three policies that the pod's account may use: one refuses, one would change the pod, the third admits it as it is. */
function cluster(): Sandbox {
  const box = emptyCluster();
  makeNamespace(box, 'lab', ['runner']);
  bind(box, 'edit', 'edit', 'namespace', { kind: 'ServiceAccount', name: 'runner', namespace: 'lab' }, 'lab');
  box.handle({
    method: 'DELETE',
    path: '/apis/policy/v1beta1/podsecuritypolicies/privileged',
    credentials: { user: { name: 'admin', groups: ['system:masters'] } },
  });
  const open = ['secret', 'emptyDir', 'configMap'];
  const policies = [
    policy({ volumes: ['secret'], runAsUser: { rule: 'MustRunAs', ranges: [{ min: 1, max: 10 }] } }, undefined, 'a'),
    policy({ volumes: open, readOnlyRootFilesystem: true, requiredDropCapabilities: ['NET_RAW'] }, undefined, 'b'),
    policy({ volumes: open, allowPrivilegeEscalation: false, runAsUser: { rule: 'MustRunAsNonRoot' } }, undefined, 'c'),
  ];
  for (const one of policies) {
    const name = one.metadata.name!;
    post(box, '/apis/policy/v1beta1/podsecuritypolicies', one);
    post(box, `/apis/${RBAC}/v1/clusterroles`, {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name: `use-${name}` },
      rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: [name], verbs: ['use'] }],
    });
    bind(box, `use-${name}`, `use-${name}`, 'namespace', { kind: 'ServiceAccount', name: 'runner', namespace: 'lab' }, 'lab');
  }
  // In a store of its own, so that no copy stands between.
  const store = memoryStore();
  for (const { key, value } of box.server.store.list('/')) store.put(key, value);
  store.commit();
  return sandbox(box.server.id, store, box.server.clock);
}

/** Microseconds that one call takes: the median of several rounds. */
function microseconds(call: () => void): number {
  for (let i = 0; i < PER_ROUND * 4; i++) call();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let i = 0; i < PER_ROUND; i++) call();
    return ((performance.now() - began) * 1000) / PER_ROUND;
  });
  return median(rounds);
}

export default {
  title: 'Admission of a pod against three policies, the third of which admits it as it is',
  async run() {
    const box = cluster();
    const { server } = box;
    const prepared = preparePod(server, { pod, namespace: 'lab', user });
    if ('refused' in prepared) throw new Error(prepared.refused);
    const resource = server.registry.resource('pods')!;
    const context = admissionContext(server);
    const attributes = (): AdmissionAttributes => ({
      operation: 'CREATE',
      resource,
      subresource: '',
      namespace: 'lab',
      name: 'web',
      user,
      object: { ...prepared.pod },
      dryRun: true,
      annotations: {},
      warnings: [],
    });
    const plugin = microseconds(() => {
      const one = attributes();
      podSecurityPolicy.admit!(one, context);
      if (one.annotations['podsecuritypolicy.admission.k8s.io/admit-policy'] !== 'c') throw new Error('not admitted by c');
    });
    const rbac = microseconds(() => void mayUse(context, user, 'lab', 'c'));
    const body = JSON.stringify(pod);
    const chain = microseconds(() => {
      const { code } = box.handle({ method: 'POST', path: '/api/v1/namespaces/lab/pods?dryRun=All', body, credentials: { user } });
      if (code !== 201) throw new Error(`answered ${code}`);
    });
    return [
      {
        what: `the plugin alone (aim: ${AIM_MICROSECONDS} µs)`,
        measured: `${plugin.toFixed(1)} µs`,
        ratio: plugin / GO_MICROSECONDS,
        against: `the Go plugin's ${GO_MICROSECONDS} µs`,
        aim: Number((AIM_MICROSECONDS / GO_MICROSECONDS).toFixed(2)),
      },
      { what: 'of which one question to RBAC', measured: `${rbac.toFixed(1)} µs` },
      { what: 'the whole request, decoding and both halves of the chain included', measured: `${chain.toFixed(0)} µs` },
    ];
  },
} satisfies Bench;
