/** What a kubelet answers when pods/log and pods/exec ask it. After k8s.io/kubernetes/pkg/kubelet GetKubeletContainerLogs and server.getExec. */
import { badRequest, refused } from '../../apiserver/errors.ts';
import type { ApiServer, ExecOutcome, NodeAnswers, ResourceCall } from '../../apiserver/server.ts';
import type { ApiResponse } from '../../apiserver/types.ts';
import type { KubeObject } from '../../object.ts';
import type { ContainerStatus } from './containers.ts';
import { logOf, type LogOptions } from './logs.ts';
import { machineOf, type Container, type Lookup } from './machine.ts';
import { COMMANDS } from './shell-commands.ts';
import { runArgv, SHELLS } from './shell.ts';

interface Target {
  pod: KubeObject;
  container: Container;
  status?: ContainerStatus;
}

export function nodeAnswers(server: ApiServer): NodeAnswers {
  const look: Lookup = (key, namespace, name) => server.objects.get(server.registry.resource(key)!, namespace, name);

  function targetOf({ info, query, served }: ResourceCall): Target {
    const pod = server.objects.get(served.resource, info.namespace, info.name)!;
    const all: Container[] = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
    const name = query.get('container') ?? pod.spec.containers[0].name;
    const statuses: ContainerStatus[] = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
    return { pod, container: all.find((c) => c.name === name)!, status: statuses.find((s) => s.name === name) };
  }

  function log(call: ResourceCall): ApiResponse {
    const target = targetOf(call);
    const startedAt = startOf(target, call.query.get('previous') === 'true');
    return { code: 200, body: logOf(target.pod, target.container, startedAt, optionsOf(call.query), look, server.clock.now()) };
  }

  function exec(call: ResourceCall): ApiResponse {
    const { subresource } = call.info;
    if (subresource !== 'exec') throw notSimulated(subresource === 'attach' ? 'attaching to containers' : 'port-forward');
    const { pod, container, status } = targetOf(call);
    if (!status?.state.running) throw refused(404, 'NotFound', `unable to upgrade connection: container not found ("${container.name}")`);
    const argv = call.query.getAll('command');
    if (argv.length === 0) throw badRequest('you must specify at least 1 command for the container');
    if (SHELLS.has(argv[0]!) && !argv.some((arg) => /^-[a-z]*c$/.test(arg)))
      throw notSimulated('interactive shells', `give it a script (${argv[0]} -c 'id; ls') or name a command`);
    const outcome = runArgv(argv, machineOf(pod, container, look, server.clock.now()));
    if (!outcome)
      throw notSimulated(
        `the program ${JSON.stringify(argv[0])} inside containers`,
        `it knows sh -c, ${Object.keys(COMMANDS)
          .filter((name) => /^\w+$/.test(name))
          .sort()
          .join(', ')}`,
      );
    if (outcome.elapsed === Infinity) throw notSimulated('programs that run on, loops, pipes and redirections inside exec');
    const { stdout, stderr, exitCode } = outcome;
    return { code: 200, body: { stdout, stderr, exitCode } satisfies ExecOutcome };
  }

  return { log, exec };
}

const notSimulated = (what: string, hint = ''): Error =>
  refused(501, 'NotImplemented', `akslab does not simulate ${what} yet${hint && `: ${hint}`}`);

/** When the instance of the container began whose log is wanted. @throws BadRequest where there is none */
function startOf({ pod, container, status }: Target, previous: boolean): number {
  const { state, lastState } = status ?? { state: { waiting: { reason: 'ContainerCreating' } }, lastState: {} };
  const last = lastState?.terminated?.startedAt as string | undefined;
  if (previous) {
    if (!last) throw badRequest(`previous terminated container "${container.name}" in pod "${pod.metadata.name}" not found`);
    return Date.parse(last);
  }
  const begun: string | undefined = state.running?.startedAt ?? state.terminated?.startedAt ?? last;
  if (begun) return Date.parse(begun);
  const { reason } = state.waiting ?? {};
  const why = /^(ErrImagePull|ImagePullBackOff)$/.test(reason ?? '') ? 'trying and failing to pull image' : (reason ?? 'ContainerCreating');
  throw badRequest(`container "${container.name}" in pod "${pod.metadata.name}" is waiting to start: ${why}`);
}

function optionsOf(query: URLSearchParams): LogOptions {
  const number = (name: string): number | undefined => (query.get(name) ? Number(query.get(name)) : undefined);
  return {
    timestamps: query.get('timestamps') === 'true',
    tailLines: number('tailLines'),
    sinceSeconds: number('sinceSeconds'),
    sinceTime: query.get('sinceTime') ?? undefined,
    limitBytes: number('limitBytes'),
  };
}
