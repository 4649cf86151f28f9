/** Requests to the API server, as the kubeconfig's user. */
import type { ApiRequest, ApiResponse } from '../../../core/kubernetes/apiserver/types.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { NoSuchHost, type Lab } from '../../shared/lab.ts';
import { KubectlError, PlainError, StatusError, type Status } from '../errors.ts';
import { NO_SERVER, type Connection } from '../kubeconfig.ts';

export interface Client {
  readonly connection: Connection;
  /** Sends a request; a Status that is an error is thrown. */
  send(request: Request): Promise<ApiResponse>;
  /** Sends a request and hands out whatever comes. */
  ask(request: Request): Promise<ApiResponse>;
  get(path: string, headers?: Record<string, string>): Promise<KubeObject>;
}

export interface Request {
  method: ApiRequest['method'];
  path: string;
  headers?: Record<string, string>;
  body?: ApiRequest['body'];
}

export interface ClientOptions {
  lab: Lab;
  connection(): Connection;
  userAgent: string;
  warn(text: string): void;
}

export function createClient({ lab, connection, userAgent, warn }: ClientOptions): Client {
  let known: Connection | undefined;
  const current = () => (known ??= connection());

  async function ask(request: Request): Promise<ApiResponse> {
    const { server, clientCertificate, token, impersonate } = current();
    if (impersonate && !impersonate.user) throw new KubectlError('requesting groups or user-extra for admin without impersonating a user');
    if (server === NO_SERVER) throw new PlainError('The connection to the server localhost:8080 was refused - did you specify the right host or port?');
    const headers: Record<string, string | string[]> = { accept: 'application/json', 'user-agent': userAgent, ...request.headers };
    if (token) headers.authorization = `Bearer ${token}`;
    if (impersonate) {
      headers['impersonate-user'] = impersonate.user;
      if (impersonate.groups.length) headers['impersonate-group'] = impersonate.groups;
    }
    try {
      const response = await lab.api(server, { ...request, headers, ...(clientCertificate && !token ? { credentials: { clientCertificate } } : {}) });
      for (const warning of response.warnings ?? []) warn(warning);
      return response;
    } catch (error) {
      if (error instanceof NoSuchHost) throw new PlainError(`Unable to connect to the server: dial tcp: lookup ${error.host}: no such host`);
      throw error;
    }
  }

  async function send(request: Request): Promise<ApiResponse> {
    const response = await ask(request);
    if (response.code >= 400) throw new StatusError(statusOf(response));
    return response;
  }

  return {
    get connection() {
      return current();
    },
    ask,
    send,
    get: async (path, headers) => (await send({ method: 'GET', path, headers })).body as KubeObject,
  };
}

export function statusOf(response: ApiResponse): Status {
  const { body, code } = response;
  if (typeof body === 'object' && (body as any).kind === 'Status') return body as unknown as Status;
  return { code, reason: code === 404 ? 'NotFound' : '', message: typeof body === 'string' ? body : 'the server could not find the requested resource' };
}
