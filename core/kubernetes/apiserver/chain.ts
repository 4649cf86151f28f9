/** The handler chain: one request from the door to its answer, top to bottom. */
import { authenticate } from '../authentication/authenticate.ts';
import { impersonate } from '../authentication/impersonate.ts';
import { noteRefusal } from '../../refusals.ts';
import { authorize } from '../authorization/authorize.ts';
import { ApiError, internalError } from './errors.ts';
import { nonResourceRequest } from './non-resource.ts';
import { copy, type JsonValue } from '../object.ts';
import { requestInfo } from './request-info.ts';
import { resourceRequest } from './routes.ts';
import type { ApiServer, Call } from './server.ts';
import type { ApiRequest, ApiResponse } from './types.ts';

export function handle(server: ApiServer, request: ApiRequest): ApiResponse {
  const warnings: string[] = [];
  let call: Call | undefined;
  try {
    // What is asked for.
    const { info, query } = requestInfo(request);
    // Who asks.
    const caller = authenticate(server, request);
    // On whose behalf.
    const user = impersonate(server, request, caller);
    call = { server, request, info, query, user, warnings };
    // Whether they may.
    authorize(call);
    // The answer.
    const response = info.isResourceRequest ? resourceRequest(call) : nonResourceRequest(call);
    return warnings.length ? { ...response, warnings } : response;
  } catch (error) {
    // What is no answer of ours is a fault of ours: the door says so instead of throwing.
    const answer = error instanceof ApiError ? error : internalError((error as Error).stack ?? String(error));
    if (answer.code === 403 && call) noteForbidden(call, answer);
    return { code: answer.code, body: { ...answer.status }, ...(warnings.length ? { warnings } : {}) };
  }
}

/** For `akslab why`. */
function noteForbidden({ server, request, user }: Call, { code, message }: ApiError): void {
  const { method, path, body } = request;
  noteRefusal(server.store, {
    at: server.clock.now(),
    cluster: server.id,
    method,
    path,
    user: { name: user.name, groups: user.groups },
    ...(method === 'POST' && body !== undefined ? { body: typeof body === 'string' ? jsonOf(body) : copy(body) } : {}),
    code,
    message,
  });
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
