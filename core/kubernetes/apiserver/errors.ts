/**
 * Every Status that the API server answers: code, reason, message, details. After k8s.io/apimachinery/pkg/api/errors.
 * Handlers throw what these functions make; the chain turns it into the answer.
 */
import type { JsonObject } from '../object.ts';
import { CAUSE_REASON, aggregate, errorBody, errorText, type FieldError } from '../field.ts';

export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: JsonObject;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: { reason?: string; message?: string; field?: string }[];
  retryAfterSeconds?: number;
}

/** A refusal on its way to the client. */
export class ApiError extends Error {
  constructor(readonly status: Status) {
    super(status.message);
  }
  get code(): number {
    return this.status.code!;
  }
}

/** A resource or a kind with its group: `{ group: 'apps', name: 'deployments' }`. */
export interface Qualified {
  group: string;
  name: string;
}

/** `deployments.apps`; `pods` for the core group. */
export const qualified = (of: Qualified): string => (of.group ? `${of.name}.${of.group}` : of.name);

function failure(code: number, reason: string, message: string, details?: StatusDetails): ApiError {
  return new ApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason ? { reason } : {}),
    ...(details ? { details: compact(details) } : {}),
    code,
  });
}

/** Leaves out what Go's omitempty would. */
function compact(details: StatusDetails): StatusDetails {
  const out: StatusDetails = {};
  for (const [key, value] of Object.entries(details)) {
    if (value !== undefined && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0)) (out as any)[key] = value;
  }
  return out;
}

const named = (of: Qualified, name: string): StatusDetails => ({ name, group: of.group, kind: of.name });

export const notFound = (resource: Qualified, name: string): ApiError =>
  failure(404, 'NotFound', `${qualified(resource)} "${name}" not found`, named(resource, name));

/** An unknown path: `the server could not find the requested resource`. */
export const pathNotFound = (): ApiError => failure(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: Qualified, name: string): ApiError =>
  failure(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, named(resource, name));

export const unableToGenerateName = (resource: Qualified, name: string): ApiError =>
  failure(
    500,
    'ServerTimeout',
    `The ${name} operation against ${qualified(resource)} could not be completed at this time, please try again.`,
    named(resource, name),
  );

export const conflict = (resource: Qualified, name: string, why: string): ApiError =>
  failure(409, 'Conflict', `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`, named(resource, name));

/** An update whose resourceVersion is no longer the stored one. */
export const stale = (resource: Qualified, name: string): ApiError =>
  conflict(resource, name, 'the object has been modified; please apply your changes to the latest version and try again');

/** @param resource without a name for a request that is no resource's. */
export function forbidden(resource: Qualified, name: string, why: string): ApiError {
  const subject =
    resource.name === ''
      ? 'forbidden'
      : name === ''
        ? `${qualified(resource)} is forbidden`
        : `${qualified(resource)} "${name}" is forbidden`;
  return failure(403, 'Forbidden', `${subject}: ${why}`, named(resource, name));
}

/** `Pod "x" is invalid: spec.containers: Required value`, with a cause for each error. */
export function invalid(kind: Qualified, name: string, errors: FieldError[]): ApiError {
  return failure(422, 'Invalid', `${qualified(kind)} "${name}" is invalid: ${aggregate(errors.map(errorText))}`, {
    ...named(kind, name),
    causes: errors.map((e) => ({ reason: CAUSE_REASON[e.type], message: errorBody(e), field: e.field })),
  });
}

/** Server-side apply against other managers' fields. */
export const applyConflict = (message: string, causes: { message: string; field: string }[]): ApiError =>
  failure(409, 'Conflict', message, { causes: causes.map((c) => ({ reason: 'FieldManagerConflict', ...c })) });

export const badRequest = (message: string): ApiError => failure(400, 'BadRequest', message);
export const unauthorized = (): ApiError => failure(401, 'Unauthorized', 'Unauthorized');
/** What the generic handler says for a method that no route has. */
export const methodNotAllowed = (): ApiError =>
  failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
/** The resourceVersion of a watch, or a continue token, is older than what is remembered. */
export const expired = (message: string): ApiError => failure(410, 'Expired', message);
/** What a list was begun from is forgotten; the token goes on with what there is now. */
export function continueExpired(token: string): ApiError {
  const error = expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  error.status.metadata = { continue: token };
  return error;
}
/** A list as of a revision that is yet to come: the real server waits for it three seconds. */
export const tooLargeResourceVersion = (wanted: number, current: number): ApiError =>
  failure(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    retryAfterSeconds: 1,
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
  });
export const tooManyRequests = (message: string, retryAfterSeconds = 0, causes?: StatusDetails['causes']): ApiError =>
  failure(429, 'TooManyRequests', message, { retryAfterSeconds, causes });
export const unsupportedMediaType = (accepted: readonly string[]): ApiError =>
  failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
export const notAcceptable = (accepted: readonly string[]): ApiError =>
  failure(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`);
export const internalError = (message: string): ApiError =>
  failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
/** An error without a reason of its own: Go's text, code 500. */
export const unknownError = (message: string): ApiError => failure(500, '', message);
/** The server refuses with a code of its own and that text. */
export const refused = (code: number, reason: string, message: string, details?: StatusDetails): ApiError =>
  failure(code, reason, message, details);
/** An error that a plain HTTP client shows as `the server rejected our request due to an error in our request`. */
export const rejected = (): ApiError => failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

export function success(details?: StatusDetails): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', ...(details ? { details: compact(details) } : {}) };
}
