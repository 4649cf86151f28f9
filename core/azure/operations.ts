import { uuid } from '../random.ts';
import type { Duration } from '../latency.ts';
import type { JsonObject } from '../store.ts';
import { SUBSCRIPTION_ID } from './data/account.ts';
import { armErrors } from './errors.ts';
import type { AzureHost } from './host.ts';
import type { Route } from './router.ts';
import { plan, type Transition } from './transitions.ts';

/** An asynchronous operation as clients poll it (Azure Resource Manager: "Track asynchronous Azure operations"). */
interface Operation {
  id: string;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  start: number;
  end?: number;
  error?: { code: string; message: string };
}

const key = (id: string) => `/azure/operations/${id}`;
const KEPT_FOR = 24 * 3_600_000;
const PROVIDER = `/subscriptions/${SUBSCRIPTION_ID}/providers/Microsoft.ContainerService`;
export const ENDPOINT = 'https://management.azure.com';
const VERSION = 'api-version=2016-03-30';

/** Starts an operation that ends with the transition `kind` on `target`; gives the headers of the answer. */
export function startOperation(
  host: AzureHost,
  kind: string,
  target: string,
  what: Duration,
  location: string,
  alsoLocation = false,
): Record<string, string> {
  forgetOld(host);
  const id = uuid(host.random);
  host.store.put(key(id), { id, status: 'InProgress', start: host.clock.now() } satisfies Operation as unknown as JsonObject);
  plan(host, kind, target, what, id);
  const at = `${ENDPOINT}${PROVIDER}/locations/${location}`;
  return {
    'azure-asyncoperation': `${at}/operations/${id}?${VERSION}`,
    ...(alsoLocation && { location: `${at}/operationresults/${id}?${VERSION}` }),
  };
}

/** Ends an operation at the time at which it was due. */
export function endOperation(host: AzureHost, id: string, at: number): void {
  const operation = read(host, id);
  if (operation) host.store.put(key(id), { ...operation, status: 'Succeeded', end: at } as unknown as JsonObject);
}

/** Ends with an error the operations of transitions that were cancelled. */
export function preemptOperations(host: AzureHost, cancelled: Transition[]): void {
  const error = { code: 'OperationPreempted', message: 'The operation has been preempted by another one.' };
  for (const { operation: id } of cancelled) {
    const operation = id === undefined ? undefined : read(host, id);
    if (operation)
      host.store.put(key(operation.id), { ...operation, status: 'Failed', end: host.clock.now(), error } as unknown as JsonObject);
  }
}

export function operationRoutes(host: AzureHost): Route[] {
  return [
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/operations/{id}',
      handle: ({ params }) => {
        const operation = read(host, params.id!);
        if (!operation) throw armErrors.operationNotFound(params.id!);
        const pending = operation.status === 'InProgress';
        const body: JsonObject = { name: littleEndian(operation.id), status: operation.status, startTime: ticks(operation.start) };
        if (operation.end !== undefined) body.endTime = ticks(operation.end);
        if (operation.error) body.error = operation.error;
        return { code: 200, headers: pending ? { 'retry-after': '1' } : {}, body };
      },
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/operationresults/{id}',
      handle: ({ params }) => ({ code: read(host, params.id!)?.status === 'InProgress' ? 202 : 204 }),
    },
  ];
}

const read = (host: AzureHost, id: string) => host.store.get(key(id))?.value as unknown as Operation | undefined;

function forgetOld(host: AzureHost): void {
  const limit = host.clock.now() - KEPT_FOR;
  for (const { key: at, value } of host.store.list('/azure/operations/')) {
    if (((value as unknown as Operation).end ?? Infinity) < limit) host.store.delete(at);
  }
}

/** A GUID with the bytes of its first three groups reversed: how the service's .NET prints the operation's name. */
function littleEndian(id: string): string {
  const [a, b, c, ...rest] = id.split('-');
  return [a, b, c]
    .map((group) => group!.match(/../g)!.reverse().join(''))
    .concat(rest)
    .join('-');
}

/** A .NET time: seven decimals. */
const ticks = (time: number): string => new Date(time).toISOString().replace('Z', '0000Z');
