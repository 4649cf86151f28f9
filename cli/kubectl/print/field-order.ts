/**
 * The order of fields where kubectl prints a Go struct rather than a map: objects that it made or decoded itself. One line a struct: its name, then
 * its fields in order, each with the struct that its value, items or entries are, if any. What a pod template is made of stands elsewhere.
 */
import { templateTypes } from '../../../core/kubernetes/controllers/support/template-types.ts';
import { sortedKeys, type GoValue } from '../../../formats/gofmt.ts';

const TYPES = `
Config|preferences|clusters NamedCluster|users NamedUser|contexts NamedContext|current-context|extensions
NamedCluster|name|cluster Cluster
Cluster|server|tls-server-name|insecure-skip-tls-verify|certificate-authority|certificate-authority-data|proxy-url|extensions
NamedUser|name|user User
User|client-certificate|client-certificate-data|client-key|client-key-data|token|tokenFile|as|as-groups|as-user-extra|username|password|auth-provider|exec|extensions
NamedContext|name|context Context
Context|cluster|user|namespace|extensions
Secret|metadata ObjectMeta|immutable|data|stringData|type
ConfigMap|metadata ObjectMeta|immutable|data|binaryData
Namespace|metadata ObjectMeta|spec|status NamespaceStatus
NamespaceStatus|phase|conditions
ServiceAccount|metadata ObjectMeta|secrets|imagePullSecrets|automountServiceAccountToken
ResourceQuota|metadata ObjectMeta|spec ResourceQuotaSpec|status ResourceQuotaStatus
ResourceQuotaSpec|hard|scopes|scopeSelector
ResourceQuotaStatus|hard|used
PodDisruptionBudget|metadata ObjectMeta|spec PodDisruptionBudgetSpec|status PodDisruptionBudgetStatus
PodDisruptionBudgetSpec|minAvailable|selector LabelSelector|maxUnavailable
PodDisruptionBudgetStatus|observedGeneration|disruptedPods|disruptionsAllowed|currentHealthy|desiredHealthy|expectedPods
PriorityClass|metadata ObjectMeta|value|globalDefault|description|preemptionPolicy
Role|metadata ObjectMeta|rules PolicyRule
ClusterRole|metadata ObjectMeta|rules PolicyRule|aggregationRule AggregationRule
AggregationRule|clusterRoleSelectors LabelSelector
PolicyRule|verbs|apiGroups|resources|resourceNames|nonResourceURLs
RoleBinding|metadata ObjectMeta|subjects Subject|roleRef RoleRef
ClusterRoleBinding|metadata ObjectMeta|subjects Subject|roleRef RoleRef
Subject|kind|apiGroup|name|namespace
RoleRef|apiGroup|kind|name
Service|metadata ObjectMeta|spec ServiceSpec|status ServiceStatus
ServiceSpec|ports ServicePort|selector|clusterIP|clusterIPs|type|externalIPs|sessionAffinity|loadBalancerIP|loadBalancerSourceRanges|externalName|externalTrafficPolicy|healthCheckNodePort|publishNotReadyAddresses|sessionAffinityConfig|topologyKeys|ipFamilies|ipFamilyPolicy|allocateLoadBalancerNodePorts
ServicePort|name|protocol|appProtocol|port|targetPort|nodePort
ServiceStatus|loadBalancer LoadBalancerStatus|conditions
LoadBalancerStatus|ingress LoadBalancerIngress
LoadBalancerIngress|ip|hostname|ports
Deployment|metadata ObjectMeta|spec DeploymentSpec|status DeploymentStatus
DeploymentSpec|replicas|selector LabelSelector|template PodTemplateSpec|strategy DeploymentStrategy|minReadySeconds|revisionHistoryLimit|paused|progressDeadlineSeconds
DeploymentStrategy|type|rollingUpdate RollingUpdate
RollingUpdate|maxUnavailable|maxSurge
DeploymentStatus|observedGeneration|replicas|updatedReplicas|readyReplicas|availableReplicas|unavailableReplicas|conditions DeploymentCondition|collisionCount
DeploymentCondition|type|status|lastUpdateTime|lastTransitionTime|reason|message
Job|metadata ObjectMeta|spec JobSpec|status JobStatus
JobSpec|parallelism|completions|activeDeadlineSeconds|backoffLimit|selector LabelSelector|manualSelector|template PodTemplateSpec|ttlSecondsAfterFinished
JobStatus|conditions JobCondition|startTime|completionTime|active|succeeded|failed
JobCondition|type|status|lastProbeTime|lastTransitionTime|reason|message
CronJob|metadata ObjectMeta|spec CronJobSpec|status CronJobStatus
CronJobSpec|schedule|startingDeadlineSeconds|concurrencyPolicy|suspend|jobTemplate JobTemplateSpec|successfulJobsHistoryLimit|failedJobsHistoryLimit
JobTemplateSpec|metadata ObjectMeta|spec JobSpec
CronJobStatus|active|lastScheduleTime
Pod|metadata ObjectMeta|spec PodSpec|status PodStatus
PodStatus|phase|conditions PodCondition|message|reason|nominatedNodeName|hostIP|podIP|podIPs|startTime|initContainerStatuses ContainerStatus|containerStatuses ContainerStatus|qosClass|ephemeralContainerStatuses ContainerStatus
PodCondition|type|status|lastProbeTime|lastTransitionTime|reason|message
ContainerStatus|name|state|lastState|ready|restartCount|image|imageID|containerID|started
Ingress|metadata ObjectMeta|spec IngressSpec|status ServiceStatus
IngressSpec|ingressClassName|defaultBackend IngressBackend|tls IngressTLS|rules IngressRule
IngressTLS|hosts|secretName
IngressRule|host|http IngressRuleValue
IngressRuleValue|paths IngressPath
IngressPath|path|pathType|backend IngressBackend
IngressBackend|service IngressServiceBackend|resource
IngressServiceBackend|name|port ServiceBackendPort
ServiceBackendPort|name|number
HorizontalPodAutoscaler|metadata ObjectMeta|spec HorizontalPodAutoscalerSpec|status HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec|scaleTargetRef CrossVersionObjectReference|minReplicas|maxReplicas|targetCPUUtilizationPercentage
CrossVersionObjectReference|kind|name|apiVersion
HorizontalPodAutoscalerStatus|observedGeneration|lastScaleTime|currentReplicas|desiredReplicas|currentCPUUtilizationPercentage
ManagedFieldsEntry|manager|operation|apiVersion|time|fieldsType|fieldsV1`;

/** Kinds whose struct is ours; the other structs are only parts. */
const KINDS = new Set(
  (
    'Config Secret ConfigMap Namespace ServiceAccount ResourceQuota PodDisruptionBudget PriorityClass Role ClusterRole RoleBinding ' +
    'ClusterRoleBinding Service Deployment Job CronJob Pod Ingress HorizontalPodAutoscaler'
  ).split(' '),
);

type Field = [name: string, type: string];

function readStructs(): Map<string, Field[]> {
  const structs = new Map<string, Field[]>();
  const rows = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => line.split('|') as [string, ...string[]]);
  for (const [name, ...fields] of rows(templateTypes()))
    structs.set(
      name,
      fields.flatMap((field) => goField(field)),
    );
  for (const [name, ...fields] of rows(TYPES))
    structs.set(
      name,
      fields.map((field) => (field.includes(' ') ? field.split(' ') : [field, '']) as Field),
    );
  return structs;
}

/** `GoName *Type jsonName >FIRST <WITHOUT`, and `^` for a struct whose fields stand beside the others. The client is one of 1.20. */
function goField(text: string): Field[] {
  const [name, type, ...rest] = text.split(' ') as [string, string, ...string[]];
  if (rest.some((word) => (word[0] === '>' && Number(word.slice(1)) > 20) || (word[0] === '<' && Number(word.slice(1)) <= 20))) return [];
  const given = rest.find((word) => !/^[<>]/.test(word));
  const bare = type.replace(/^(?:\*|\[\]|map\[string\])+/, '');
  return given === '^' ? [['^', bare]] : [[given ?? name[0]!.toLowerCase() + name.slice(1), bare]];
}

/** Calls `act` for each struct of an object of a known kind, the outer ones first. */
function eachStruct(object: { kind?: string }, act: (value: { [field: string]: GoValue }, type: string, names: string[]) => void): void {
  if (!KINDS.has(object.kind ?? '')) return;
  const structs = readStructs();
  const fieldsOf = (type: string): Field[] | undefined =>
    structs.get(type)?.flatMap((field) => (field[0] === '^' ? fieldsOf(field[1])! : [field]));
  const visit = (value: GoValue | undefined, type: string, first: string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach((item) => visit(item, type, []));
    const fields = fieldsOf(type);
    if (!fields) return;
    act(value, type, [...first, ...fields.map(([name]) => name)]);
    for (const [name, of] of fields) if (of) visit(value[name], of, []);
  };
  visit(object as GoValue, object.kind!, ['kind', 'apiVersion']);
}

/** The keys of the object and of what is in it, for those that are structs of known kinds; a kind that is not known has none. */
export function fieldOrder(object: { kind?: string }): (value: object) => string[] | undefined {
  const orders = new Map<object, string[]>();
  eachStruct(object, (value, _type, names) =>
    orders.set(value, [...names.filter((name) => name in value), ...sortedKeys(value).filter((key) => !names.includes(key))]),
  );
  return (value) => orders.get(value);
}

/** Fields that a struct has even where nothing was said of them, and what they then are. */
const ALWAYS: Record<string, Record<string, () => GoValue>> = {
  ObjectMeta: { creationTimestamp: () => null },
  PodTemplateSpec: { metadata: () => ({}) },
  JobTemplateSpec: { metadata: () => ({}) },
  Container: { resources: () => ({}) },
  Deployment: { status: () => ({}) },
  DeploymentSpec: { strategy: () => ({}) },
  Job: { status: () => ({}) },
  CronJob: { status: () => ({}) },
  Pod: { status: () => ({}) },
  Service: { status: () => ({ loadBalancer: {} }) },
};

/** An object of a file as the struct that a typed client reads it into. */
export function asStruct<T extends { kind?: string }>(object: T): T {
  const read = structuredClone(object);
  eachStruct(read, (value, type) => {
    for (const [name, absent] of Object.entries(ALWAYS[type] ?? {})) if (!(name in value)) value[name] = absent();
  });
  return read;
}
