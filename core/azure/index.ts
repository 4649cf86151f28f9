import { agentPoolRoutes } from './containerservice/agent-pools.ts';
import { credentialRoutes } from './containerservice/credentials.ts';
import { clusterEffects, clusterRoutes } from './containerservice/managed-clusters.ts';
import { versionRoutes } from './containerservice/versions.ts';
import type { AzureHost } from './host.ts';
import { endOperation, operationRoutes } from './operations.ts';
import { groupEffects, groupRoutes } from './providers/groups.ts';
import { registrationEffects, registrationRoutes } from './providers/registration.ts';
import { subscriptionRoutes } from './providers/subscriptions.ts';
import { router } from './router.ts';
import { nextTransition, type Effects } from './transitions.ts';
import type { Azure } from './types.ts';

export type { AzureHost } from './host.ts';
export { pspFeatureEnabled } from './providers/registration.ts';
export type { Clusters } from './clusters.ts';

/** Azure Resource Manager with its resource providers, over a store. Whoever knocks finds settled what was due. */
export function createAzure(host: AzureHost): Azure {
  const route = router([
    ...subscriptionRoutes,
    ...operationRoutes(host),
    ...clusterRoutes(host),
    ...agentPoolRoutes(host),
    ...credentialRoutes(host),
    ...versionRoutes(host),
    ...groupRoutes(host),
    ...registrationRoutes(host),
  ]);
  const effects: Effects = { ...groupEffects(host), ...registrationEffects(host), ...clusterEffects(host) };

  function settle(): void {
    for (let next = nextTransition(host); next && next.transition.due <= host.clock.now(); next = nextTransition(host)) {
      const { kind, target, due, operation } = next.transition;
      host.store.delete(next.key);
      effects[kind]?.(target, due);
      if (operation) endOperation(host, operation, due);
    }
  }

  return {
    handle(request) {
      settle();
      return route(request);
    },
    settle,
    nextDue: () => nextTransition(host)?.transition.due,
  };
}
