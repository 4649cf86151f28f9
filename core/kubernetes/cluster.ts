import { createApiServer } from './apiserver/index.ts';
import { bootstrap } from './bootstrap/index.ts';
import { createFrame } from './controllers/frame.ts';
import { controllersOf } from './controllers/index.ts';
import { nodeAnswers } from './controllers/kubelet/answers.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store.ts';
import type { ApiRequest, ApiResponse } from './apiserver/types.ts';
import type { Latency } from '../latency.ts';

/** What Azure decided about a cluster, kept at `/clusters/<id>/config`. */
export interface ClusterConfig {
  /** Kubernetes version, `1.18.8`. */
  version: string;
  podSecurityPolicy: boolean;
  /** `bare` is a new kubeadm-less control plane as recorded; `aks` adds nodes, storage classes and system workloads. */
  objects: 'bare' | 'aks';
  nodes: { name: string; version: string }[];
  /** PEM of the authority that signs client certificates. */
  certificateAuthority: string;
  /** The host name of the API server, `myaksclust-....hcp.eastus.azmk8s.io`. */
  fqdn: string;
  [more: string]: any;
}

/** One Kubernetes cluster. `handle` is its only door. */
export interface Cluster {
  readonly id: string;
  /** Runs one request through the whole chain. Never throws for what a client sends: the answer is then a Status. */
  handle(request: ApiRequest): ApiResponse;
  /** Lets every transition that is due by now happen, in order of due time. */
  settle(): void;
  /** When the next transition is due (milliseconds), or undefined. */
  nextDue(): number | undefined;
}

/** What a cluster is made of: everything from outside that it needs. */
export interface ClusterHost {
  store: Store;
  clock: Clock;
  random: Random;
  latency: Latency;
  /** The present time, where `clock` stands at that of something that was due before; the clock's own unless given. */
  horizon?: number;
  certificates: CertificateVerifier;
}

/** Reads a client certificate: its subject if that authority signed it and it is valid at `now`, else undefined. */
export interface CertificateVerifier {
  verify(certificate: string, authority: string, now: number): { commonName: string; organizations: string[] } | undefined;
}

/**
 * The cluster of that id over the host's store. What `/clusters/<id>/config` asks for (objects, PodSecurityPolicy, nodes) is brought
 * about when the door is first knocked on, and again when the config changes.
 *
 * @example
 * store.put('/clusters/c1/config', { version: '1.18.8', podSecurityPolicy: true, objects: 'aks', nodes: [], certificateAuthority: pem, fqdn });
 * createCluster('c1', host).handle({ method: 'GET', path: '/api/v1/pods', credentials: { user: { name: 'admin', groups: ['system:masters'] } } });
 */
export function createCluster(id: string, host: ClusterHost): Cluster {
  /** While timers are settled, the time of the one that is. */
  let standing: number | undefined;
  const now = (): number => standing ?? host.clock.now();
  const server = createApiServer(id, {
    ...host,
    clock: { now },
    get latency() {
      return host.latency;
    },
  });
  server.node = nodeAnswers(server);
  const frame = createFrame(server, () => controllersOf(server), {
    now,
    standAt: (due) => void (standing = due),
    horizon: () => host.horizon ?? host.clock.now(),
  });
  /** The config that was brought about, and the note of it: either is another one after a write, or after a rollback. */
  let config: unknown;
  let progress: unknown;

  /** Looks at the config only where it, or what came of it, changed. */
  function bring(): void {
    const entry = host.store.get(`/clusters/${id}/config`);
    const noted = host.store.get(`/clusters/${id}/bootstrap`);
    if (entry === config && noted === progress) return;
    frame.begin();
    server.authorizer.refresh();
    // Controllers that look at the config look at everything again when it changes.
    if (noted && config !== undefined && entry !== config) frame.resync();
    bootstrap(server);
    frame.run();
    config = entry;
    progress = host.store.get(`/clusters/${id}/bootstrap`);
  }

  return {
    id,
    handle(request) {
      bring();
      return server.pass(() => {
        frame.begin();
        const response = server.handle(request);
        frame.run();
        return response;
      });
    },
    settle() {
      bring();
      server.authorizer.refresh();
      server.pass(() => frame.settle());
    },
    nextDue: () => frame.nextDue(),
  };
}
