/** What went wrong, and how kubectl says it: after k8s.io/kubectl/pkg/cmd/util/helpers.go. */
import type { JsonObject } from '../../../core/store.ts';

/** An error that is printed as `error: <message>`. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly code = 1,
  ) {
    super(message);
  }
}

/** A command line that the command itself refuses; the frame adds where the help is. */
export class UsageError extends Error {}

/** Ends the command without a word. */
export class ExitError extends Error {
  constructor(readonly code = 1) {
    super(`exit ${code}`);
  }
}

/** What cobra refuses: printed as `Error: <message>`. */
export class FrameError extends Error {}

/** Printed just as it is. */
export class PlainError extends Error {}

/** Several errors as one: k8s.io/apimachinery/pkg/util/errors.Aggregate. */
export class AggregateFailure extends Error {
  constructor(readonly errors: readonly Error[]) {
    super(errors.length === 1 ? errors[0]!.message : `[${[...new Set(errors.map((error) => error.message))].join(', ')}]`);
  }
}

/** A kubeconfig that cannot be used: printed as `Error in configuration: ...`. */
export class ConfigurationInvalid extends AggregateFailure {}

/** metav1.Status. */
export interface Status {
  reason?: string;
  message?: string;
  code?: number;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: { reason?: string; message?: string; field?: string }[];
    retryAfterSeconds?: number;
  };
}

/** An answer of the API server that is no success. */
export class StatusError extends Error {
  constructor(readonly status: Status) {
    super(status.message ?? '');
  }
  get reason(): string {
    return this.status.reason ?? '';
  }
}

export const isNotFound = (error: unknown): error is StatusError => error instanceof StatusError && error.reason === 'NotFound';
export const isConflict = (error: unknown): error is StatusError => error instanceof StatusError && error.reason === 'Conflict';
export const isAlreadyExists = (error: unknown): error is StatusError => error instanceof StatusError && error.reason === 'AlreadyExists';

/** meta.NoResourceMatchError, where a command passes it on unchanged. */
export class NoResourceMatch extends Error {
  constructor(
    readonly resource: string,
    readonly group = '',
    readonly version = '',
  ) {
    super(`no matches for ${[group, version, 'Resource='].filter(Boolean).join('/')}${resource}`);
  }
}

/** The server cannot be reached. */
export class ConnectionError extends Error {}

/** cmdutil.AddSourceToErr: which file, and what was being done. */
export function withSource(verb: string, source: string, error: unknown): Error {
  if (!source) return asError(error);
  if (error instanceof StatusError)
    return new StatusError({ ...error.status, message: `error when ${verb} "${source}": ${error.status.message ?? ''}` });
  return new CliError(`error when ${verb} "${source}": ${asError(error).message}`);
}

/** One error as it is, several as an aggregate, none as nothing. */
export function reduceErrors(errors: readonly Error[]): Error | undefined {
  return errors.length > 1 ? new AggregateFailure(errors) : errors[0];
}

/** Throws what was collected, if anything. */
export function throwAll(errors: readonly Error[]): void {
  const error = reduceErrors(errors);
  if (error) throw error;
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** What stderr says of an error, newline included: cmdutil.CheckErr. */
export function describeError(error: Error, path: string): string {
  const text = errorText(error, path);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function errorText(error: Error, path: string): string {
  if (error instanceof AggregateFailure && error.errors.length === 1 && !(error instanceof ConfigurationInvalid))
    return errorText(error.errors[0]!, path);
  if (error instanceof ExitError) return '';
  if (error instanceof UsageError) return `error: ${error.message}\nSee '${path} -h' for help and examples`;
  if (error instanceof FrameError) return `Error: ${error.message}`;
  if (error instanceof PlainError) return error.message;
  if (error instanceof StatusError && error.reason === 'Invalid') return invalidText(error.status);
  if (error instanceof ConfigurationInvalid) return multiline('Error in configuration: ', error.errors);
  if (error instanceof NoResourceMatch) return noMatchText(error);
  if (error instanceof AggregateFailure) return error.errors.map((one) => `${standardText(one) ?? one.message}\n`).join('');
  const standard = standardText(error);
  if (standard !== undefined) return standard;
  return error.message.startsWith('error: ') ? error.message : `error: ${error.message}`;
}

/** StandardErrorMessage: the words for errors of the server and of the way to it. */
function standardText(error: Error): string | undefined {
  if (error instanceof StatusError) {
    if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
    return error.reason ? `Error from server (${error.reason}): ${error.message}` : `Error from server: ${error.message}`;
  }
  if (error instanceof ConnectionError) return error.message;
  return undefined;
}

function invalidText({ details }: Status): string {
  if (!details) return 'The request is invalid';
  const causes = details.causes ?? [];
  let text = 'The request is invalid';
  if (details.kind || details.name) text = `The ${details.kind ?? ''} ${JSON.stringify(details.name ?? '')} is invalid`;
  if (!causes.length) return text;
  const messages = new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`));
  return multiline(
    `${text}: `,
    [...messages].map((one) => new Error(one)),
  );
}

function multiline(prefix: string, errors: readonly Error[]): string {
  const words = errors.map((error) => standardText(error) ?? error.message);
  return words.length === 1 ? `${prefix}${words[0]}\n` : `${prefix}\n${words.map((word) => `* ${word}\n`).join('')}`;
}

function noMatchText({ resource, group, version }: NoResourceMatch): string {
  const where = [group && `group "${group}"`, version && `version "${version}"`].filter(Boolean).join(' and ');
  return `the server doesn't have a resource type "${resource}"${where && ` in ${where}`}`;
}

/** The Status in an answer's body. */
export function statusOf(body: unknown, code: number): Status {
  if (typeof body === 'object' && body !== null && (body as JsonObject).kind === 'Status') return body as Status;
  return { code, message: typeof body === 'string' ? body.trim() : `the server responded with the status code ${code}` };
}
