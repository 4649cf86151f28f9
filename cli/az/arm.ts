import type { ArmRequest, ArmResponse } from '../../core/azure/types.ts';
import type { JsonObject, JsonValue } from '../../core/store.ts';
import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { ArmFailure, AzError, messages } from './errors.ts';
import type { Log } from './log.ts';
import { startSpinner } from './spinner.ts';

/** az's side of Azure Resource Manager: requests, errors, long-running operations. */
export interface ArmClient {
  /** `/subscriptions/<id>` of the subscription that the command works on; az's error where nobody is signed in. */
  subscription(): string;
  /** Sends a request; @throws ArmFailure for what is not a 2xx. */
  send(method: ArmRequest['method'], path: string, body?: JsonValue): Promise<ArmResponse>;
  /** Sends a request whatever comes back. */
  raw(method: ArmRequest['method'], path: string, body?: JsonValue): Promise<ArmResponse>;
  get(path: string): Promise<any>;
  /** The items of a list. */
  list(path: string): Promise<any[]>;
  /** Waits until the operation that an answer started has ended; @throws ArmFailure where it failed. */
  finish(answer: ArmResponse): Promise<void>;
  /** PUT, wait unless `noWait`, and the resource as it then is. Registers the provider first where the subscription lacks it. */
  put(path: string, body: JsonValue, noWait?: boolean): Promise<any>;
}

/** How long az lets pass between two looks at a provider that is registering. */
const REGISTRATION_POLL = 10_000;

export function createArm(
  terminal: Terminal,
  lab: Lab,
  log: Log,
  commandName: string,
  given: string[],
  subscription: () => string,
): ArmClient {
  const headers = { accept: 'application/json', commandname: commandName, ...(given.length && { parametersetname: given.join(' ') }) };
  const raw: ArmClient['raw'] = (method, path, body) => lab.arm({ method, path, headers, ...(body !== undefined && { body }) });
  const send: ArmClient['send'] = async (method, path, body) => {
    const answer = await raw(method, path, body);
    if (answer.code >= 300) throw failure(answer);
    return answer;
  };
  const get = async (path: string): Promise<any> => (await send('GET', path)).body;

  async function finish(answer: ArmResponse): Promise<void> {
    const operation = answer.headers?.['azure-asyncoperation'];
    const location = answer.headers?.location;
    if (!operation && !location) return;
    const spinner = await startSpinner(terminal);
    try {
      for (;;) {
        const poll = await send('GET', pathOf((operation ?? location)!));
        const status = operation ? (poll.body as JsonObject).status : poll.code === 202 ? 'InProgress' : 'Succeeded';
        if (status === 'Failed' || status === 'Canceled') throw new ArmFailure(200, (poll.body as any).error ?? {});
        if (status === 'Succeeded') break;
        await lab.change({ signal: terminal.signal });
      }
    } catch (error) {
      if (terminal.signal.aborted) throw new AzError(messages.waitCancelled);
      throw error;
    } finally {
      spinner?.stop();
    }
  }

  async function register(namespace: string): Promise<void> {
    log.warning(messages.registeringForYou(namespace));
    const path = `${subscription()}/providers/${namespace}`;
    await send('POST', `${path}/register?api-version=2016-02-01`);
    while ((await get(`${path}?api-version=2016-02-01`)).registrationState !== 'Registered') {
      await lab.change({ until: lab.clock.now() + REGISTRATION_POLL, signal: terminal.signal });
    }
    log.warning(messages.registrationSucceeded);
  }

  return {
    subscription,
    raw,
    send,
    get,
    list: async (path) => (await get(path)).value,
    finish,
    async put(path, body, noWait = false) {
      let answer = await raw('PUT', path, body);
      const missing = answer.code === 409 ? (answer.body as any)?.error : undefined;
      if (missing?.code === 'MissingSubscriptionRegistration') {
        await register(missing.details[0].target);
        answer = await raw('PUT', path, body);
      }
      if (answer.code >= 300) throw failure(answer);
      if (noWait) return undefined;
      if (!answer.headers?.['azure-asyncoperation']) return answer.body;
      await finish(answer);
      return get(path);
    },
  };
}

function failure(answer: ArmResponse): ArmFailure {
  const body = (answer.body ?? {}) as { error?: ArmFailure['error'] } & ArmFailure['error'];
  return new ArmFailure(answer.code, body.error ?? body);
}

const pathOf = (url: string): string => url.replace(/^https:\/\/[^/]+/, '');
