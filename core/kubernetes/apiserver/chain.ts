/** The handler chain: one request from the door to its answer, top to bottom. */
import { authenticate } from '../authentication/authenticate.ts';
import { impersonate } from '../authentication/impersonate.ts';
import { authorize } from '../authorization/authorize.ts';
import { ApiError, pathNotFound } from './errors.ts';
import { requestInfo } from './request-info.ts';
import { resourceRequest } from './routes.ts';
import type { ApiServer, Call } from './server.ts';
import type { ApiRequest, ApiResponse } from './types.ts';

export function handle(server: ApiServer, request: ApiRequest): ApiResponse {
  const warnings: string[] = [];
  try {
    // What RBAC knows is brought up to date once a request.
    server.authorizer.refresh();
    // What is asked for.
    const { info, query } = requestInfo(request);
    // Who asks.
    const caller = authenticate(server, request);
    // On whose behalf.
    const user = impersonate(server, request, caller);
    const call: Call = { server, request, info, query, user, warnings };
    // Whether they may.
    authorize(call);
    // The answer.
    const response = info.isResourceRequest ? resourceRequest(call) : nonResource();
    return warnings.length ? { ...response, warnings } : response;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: error.code, body: error.status as any, ...(warnings.length ? { warnings } : {}) };
  }
}
function nonResource(): ApiResponse { throw pathNotFound(); }
