/** Runs the controllers: a queue of keys, worked off after every write until all are at rest, and timers. */
import { createTimers } from './timers.ts';
import { keyOf, type Controller, type ControllerChange, type ControllerContext } from './types.ts';
import { serviceAccountOf, serviceAccountUser } from '../authentication/service-account.ts';
import { AUTHENTICATED } from '../authentication/authenticate.ts';
import type { ApiServer } from '../apiserver/server.ts';
import type { ApiRequest, ApiResponse, UserInfo } from '../apiserver/types.ts';
import type { KubeObject } from '../object.ts';
import { groupVersion } from '../resources/registry.ts';
import type { ResourceDefinition } from '../resources/types.ts';
import { byController, createIndexes } from './indexes.ts';

export interface ControllerFrame {
  /** To be called before anything else happens: notices what was written past this process. */
  begin(): void;
  /** Reconciles until nothing is queued. */
  run(): void;
  /** Lets the timers that are due by now run, one by one, each at its own due time. */
  settle(): void;
  nextDue(): number | undefined;
  /** Queues everything there is for all controllers: after a bootstrap or a change of the cluster's config. */
  resync(): void;
}

/** The controllers, with what belongs to each. */
interface Staff {
  /** Keys by controller: what stands earlier in the list is worked off first, so that pods run before their owners count them. */
  queues: Map<Controller, Set<string>>;
  watchers: Map<string, Controller[]>;
  byName: Map<string, Controller>;
  contexts: Map<string, ControllerContext>;
}

/** Stands among a controller's `watches` for all resources. */
const EVERYTHING = '*';

/** How many of a long row of repetitions are gone through. */
const LAST_FEW = 5;

/** Reconciliations in one run after which controllers that work against each other are given up. */
const LIMIT = 200_000;

/** The clock that the server reads: settling moves it back to each timer's due time. */
export interface FrameTime {
  now(): number;
  standAt(due: number | undefined): void;
  /** The time that is being settled to, where `now` stands before it. */
  horizon(): number;
}

/** `controllersOf` is asked when something first concerns a controller: a process that only reads needs none. */
export function createFrame(server: ApiServer, controllersOf: () => readonly Controller[], time: FrameTime): ControllerFrame {
  const timers = createTimers(server.store, server.id);
  const indexes = createIndexes(server);
  let known: Staff | undefined;

  let isRunning = false;
  /** The store's revision when this process was last done with it. */
  let seen = -1;

  /** The last write that this process saw: gone or another one, the store was rolled back or written from elsewhere. */
  let last: ControllerChange | undefined;

  server.objects.onWrite((change) => {
    last = change;
    indexes.note(change);
    const { watchers } = staff();
    for (const resource of [change.resource, EVERYTHING]) for (const controller of watchers.get(resource) ?? []) wake(controller, change);
  });

  function staff(): Staff {
    if (known) return known;
    const controllers = controllersOf();
    known = {
      queues: new Map(controllers.map((c) => [c, new Set<string>()])),
      watchers: new Map(),
      byName: new Map(controllers.map((c) => [c.name, c])),
      contexts: new Map(controllers.map((c) => [c.name, contextFor(c)])),
    };
    for (const controller of controllers)
      for (const resource of controller.watches) known.watchers.set(resource, [...(known.watchers.get(resource) ?? []), controller]);
    return known;
  }

  function wake(controller: Controller, change: ControllerChange): void {
    const keys = controller.keysOf
      ? controller.keysOf(change, staff().contexts.get(controller.name)!)
      : [keyOf((change.object ?? change.before)!)];
    for (const key of keys) enqueue(controller, key);
  }

  function enqueue(controller: Controller, key: string): void {
    staff().queues.get(controller)!.add(key);
  }

  /** Takes the next key from the queue. */
  function next(): { controller: Controller; key: string } | undefined {
    for (const [controller, keys] of known?.queues ?? []) {
      for (const key of keys) {
        keys.delete(key);
        return { controller, key };
      }
    }
    return undefined;
  }

  function run(): void {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let steps = 0; steps < LIMIT; steps++) {
        const task = next();
        if (!task) break;
        task.controller.reconcile(task.key, staff().contexts.get(task.controller.name)!);
      }
    } finally {
      isRunning = false;
      seen = server.store.revision;
    }
  }

  function isThere(change: ControllerChange | undefined): boolean {
    const { resource, object, before } = change ?? {};
    const definition = resource && server.registry.resource(resource);
    const { namespace = '', name = '' } = (object ?? before)?.metadata ?? {};
    return !definition || server.objects.get(definition, namespace, name) === object;
  }

  function begin(): void {
    if (seen === server.store.revision && isThere(last)) return;
    last = undefined;
    indexes.clear();
    timers.clear();
    for (const keys of known?.queues.values() ?? []) keys.clear();
    seen = server.store.revision;
  }

  function contextFor(controller: Controller): ControllerContext {
    const credentials = { user: userOf(controller.user) };
    const resourceOf = (key: string): ResourceDefinition | undefined => server.registry.resource(key);
    const send = (request: Omit<ApiRequest, 'credentials'>): ApiResponse =>
      server.handleInside({
        ...request,
        headers: { 'user-agent': controller.agent ?? 'kube-controller-manager', ...request.headers },
        credentials,
      });
    /** Objects are handled in their storage version, which a later Kubernetes may no longer serve. */
    const spoken = (resource: ResourceDefinition): string => {
      const served = resource.served(server.versions);
      return groupVersion(resource.group, served.includes(resource.storageVersion) ? resource.storageVersion : served[0]!);
    };
    const pathOf = (key: string, object: KubeObject, rest: string): string => {
      const resource = resourceOf(key);
      // A kind that this version does not have: the server says so.
      if (!resource) return '/';
      return `${resource.group ? '/apis' : '/api'}/${spoken(resource)}${resource.namespaced ? `/namespaces/${object.metadata.namespace}` : ''}/${resource.plural}${rest}`;
    };
    const bodyOf = (key: string, object: KubeObject): KubeObject => {
      const resource = resourceOf(key);
      if (!resource) return object;
      const version = spoken(resource);
      return object.apiVersion === version ? object : { ...(resource.fromStorage?.(object, version) ?? object), apiVersion: version };
    };
    const named = (object: KubeObject, rest = ''): string => `/${encodeURIComponent(object.metadata.name!)}${rest}`;
    return {
      get versions() {
        return server.versions;
      },
      get now() {
        return time.now();
      },
      random: server.random,
      get latency() {
        return server.latency;
      },
      cluster: server.id,
      get objects() {
        return server.config().objects;
      },
      get podSecurityPolicy() {
        return server.config().podSecurityPolicy;
      },
      get(key, namespace, name) {
        const resource = resourceOf(key);
        return resource && server.objects.get(resource, namespace, name);
      },
      list(key, namespace) {
        const resource = resourceOf(key);
        return resource ? server.objects.list(resource, namespace) : [];
      },
      ownedBy: (key, uid) => indexes.find(byController(key), uid),
      indexed: (index, key) => indexes.find(index, key),
      request: send,
      create: (key, object) => send({ method: 'POST', path: pathOf(key, object, ''), body: bodyOf(key, object) }),
      update: (key, object) => send({ method: 'PUT', path: pathOf(key, object, named(object)), body: bodyOf(key, object) }),
      updateStatus: (key, object) =>
        send({ method: 'PUT', path: pathOf(key, object, named(object, '/status')), body: bodyOf(key, object) }),
      patch: (key, object, patch) =>
        send({
          method: 'PATCH',
          path: pathOf(key, object, named(object)),
          body: patch,
          headers: { 'content-type': 'application/merge-patch+json' },
        }),
      remove: (key, object, options) =>
        send({
          method: 'DELETE',
          path: pathOf(key, object, named(object)),
          body: { ...options, preconditions: { uid: object.metadata.uid! } },
        }),
      after: (milliseconds, key, options) =>
        timers.set({ due: options?.repeats ? nearEnd(milliseconds) : time.now() + milliseconds, controller: controller.name, key }),
      cancel: (key) => timers.cancel(controller.name, key),
    };
  }

  /** The next time at that distance; where there are many until the horizon, one of the last few. */
  function nearEnd(milliseconds: number): number {
    const due = time.now() + milliseconds;
    const left = milliseconds > 0 ? Math.floor((time.horizon() - due) / milliseconds) - LAST_FEW : 0;
    return left > 0 ? due + left * milliseconds : due;
  }

  return {
    begin,
    run,
    settle() {
      begin();
      run();
      const now = time.now();
      for (let timer = timers.first(); timer && timer.due <= now; timer = timers.first()) {
        timers.take(timer);
        const controller = staff().byName.get(timer.controller);
        if (!controller) continue;
        time.standAt(timer.due);
        enqueue(controller, timer.key);
        run();
      }
      time.standAt(undefined);
    },
    nextDue() {
      begin();
      return timers.first()?.due;
    },
    resync() {
      for (const [resource, woken] of staff().watchers) {
        const definition = server.registry.resource(resource);
        if (!definition) continue;
        for (const object of server.objects.list(definition)) for (const controller of woken) wake(controller, { resource, object });
      }
    },
  };
}

/** Controllers are service accounts, or users whom the bootstrap policy names; nodes are in a group of theirs. */
function userOf(name: string): UserInfo {
  const account = serviceAccountOf(name);
  const user = account
    ? serviceAccountUser(account.namespace, account.name)
    : { name, groups: name.startsWith('system:node:') ? ['system:nodes'] : [] };
  return { ...user, groups: [...user.groups, AUTHENTICATED] };
}
