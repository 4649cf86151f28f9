/** There is no metrics API, so an autoscaler knows nothing and says so. After k8s.io/kubernetes/pkg/controller/podautoscaler. */
import { resourceKey, type Registry } from '../resources/registry.ts';
import { equal, type KubeObject } from '../object.ts';
import { withCondition } from './support/conditions.ts';
import { record } from './support/events.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'horizontalpodautoscalers.autoscaling';
const SOURCE = { component: 'horizontal-pod-autoscaler' };
const SCALABLE = ['deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'replicationcontrollers'];

/** @param registry the resources of the cluster as it is now */
export function horizontalPodAutoscaler(registry: () => Registry): Controller {
  /** What it scales, with its present size. */
  function target({ metadata, spec }: KubeObject, context: ControllerContext): { object: KubeObject; replicas: number } | undefined {
    const { apiVersion = 'v1', kind, name } = spec.scaleTargetRef;
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    const served = registry().findKind(group, version, kind);
    const object = served?.resource.scale && context.get(resourceKey(served.resource), metadata.namespace!, name);
    return object && { object, replicas: served.resource.scale!.statusReplicas(object) };
  }

  return {
    name: 'horizontal-pod-autoscaler',
    user: 'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
    watches: [KEY, ...SCALABLE],
    keysOf({ resource, object, before }, context) {
      const it = (object ?? before)!;
      if (resource === KEY) return object ? [keyOf(object)] : [];
      return context
        .list(KEY, it.metadata.namespace)
        .filter(({ spec }) => spec.scaleTargetRef.kind === it.kind && spec.scaleTargetRef.name === it.metadata.name)
        .map(keyOf);
    },
    reconcile(key, context) {
      const { namespace, name } = readKey(key);
      const autoscaler = context.get(KEY, namespace, name);
      if (!autoscaler) return;
      const found = target(autoscaler, context);
      const conditions = autoscaler.status?.conditions ?? [];
      const { kind, name: targetName } = autoscaler.spec.scaleTargetRef;
      const say = (reason: string, message: string): number => record(context, autoscaler, SOURCE, { type: 'Warning', reason, message });
      const ableToScale = found
        ? ({
            type: 'AbleToScale',
            status: 'True',
            reason: 'SucceededGetScale',
            message: "the HPA controller was able to get the target's current scale",
          } as const)
        : ({
            type: 'AbleToScale',
            status: 'False',
            reason: 'FailedGetScale',
            message: `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s "${targetName}" not found`,
          } as const);
      const missing =
        'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
      const active = found && {
        type: 'ScalingActive',
        status: 'False' as const,
        reason: 'FailedGetResourceMetric',
        message: `the HPA was unable to compute the replica count: ${missing}`,
      };
      const next = [ableToScale, ...(active ? [active] : [])].reduce(
        (all, condition) => withCondition(all, condition, context.now),
        conditions,
      );
      const status = {
        ...autoscaler.status,
        currentReplicas: found?.replicas ?? 0,
        desiredReplicas: found ? (autoscaler.status?.desiredReplicas ?? 0) : 0,
        conditions: next,
      };
      if (!equal(next, conditions)) {
        if (!found) say('FailedGetScale', `${kind.toLowerCase()}s "${targetName}" not found`);
        else {
          say('FailedGetResourceMetric', missing);
          say('FailedComputeMetricsReplicas', `invalid metrics (1 invalid out of 1), first error is: ${missing}`);
        }
      }
      if (!equal(status, autoscaler.status)) context.updateStatus(KEY, { ...autoscaler, status });
    },
  };
}
