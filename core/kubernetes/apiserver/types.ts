import type { JsonObject, KubeObject } from '../object.ts';

/**
 * One request at a cluster's door. What an HTTP client would send, less the wire: the built-in kubectl, controllers, scenarios and
 * the HTTPS server all make one of these.
 */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, percent-encoded: `/api/v1/namespaces/default/pods?labelSelector=app%3Dweb`. */
  path: string;
  /** Lower-case names: accept, content-type, user-agent, authorization, impersonate-user, impersonate-group, ... */
  headers?: Record<string, string | string[]>;
  /** The body as text (decoded with the server's own messages) or, from callers inside, as a value which the server takes over. */
  body?: string | JsonObject | JsonObject[];
  /** Who asks. A client certificate (PEM), or a caller inside the process that is already known. None: anonymous or bearer token. */
  credentials?: { clientCertificate: string } | { user: UserInfo };
}

export interface ApiResponse {
  /** The HTTP status code. */
  code: number;
  /** The object, list, table, Status, or text of the answer. Shared with the store: never change it. */
  body: KubeObject | JsonObject | string;
  /** Texts of `Warning: 299` headers, which kubectl prints on stderr. */
  warnings?: string[];
  /** On a watch: what happened after the given resourceVersion, and where to go on from. The caller asks again when the store moves. */
  watch?: { events: WatchEvent[]; resourceVersion: string };
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject | JsonObject;
}

export interface UserInfo {
  name: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
}

/** What a request asks for, read from its path: after k8s.io/apiserver/pkg/endpoints/request.RequestInfo. */
export interface RequestInfo {
  isResourceRequest: boolean;
  path: string;
  /** get, list, watch, create, update, patch, delete, deletecollection; for non-resource requests the lower-case method. */
  verb: string;
  apiGroup: string;
  apiVersion: string;
  namespace: string;
  /** Plural resource name; empty for non-resource requests. */
  resource: string;
  subresource: string;
  name: string;
}
