/** How kubectl words what went wrong: after k8s.io/kubectl/pkg/cmd/util (checkErr, StandardErrorMessage). */
import { aggregate } from '../../core/kubernetes/field.ts';
import { quote } from '../../formats/gofmt.ts';

/** An error with kubectl's own words; `error: ` is put in front unless the text has a prefix of its own. */
export class KubectlError extends Error {
  constructor(message: string, readonly exitCode = 1) {
    super(message);
  }
}

/** A text that is printed as it stands. */
export class PlainError extends KubectlError {}

/** Wrong use of a command: the text, and where to find help. */
export class UsageError extends KubectlError {}

/** The command has said what there was to say. */
export class SilentExit extends KubectlError {
  constructor(exitCode: number) {
    super('', exitCode);
  }
}

/** The server said no. */
export class StatusError extends KubectlError {
  constructor(readonly status: Status) {
    super(status.message);
  }
}

/** Several errors at once, each on lines of its own. */
export class ManyErrors extends KubectlError {
  constructor(readonly errors: Error[]) {
    super(aggregate(errors.map((e) => e.message)));
  }
}

/** A resource or kind that the server does not have. */
export class NoMatchError extends KubectlError {}

export interface Status {
  code: number;
  reason: string;
  message: string;
  details?: { name?: string; group?: string; kind?: string; causes?: { field?: string; message: string; reason?: string }[]; retryAfterSeconds?: number };
}

/** Puts the file in front of what the server said: `error when creating "pod.yaml": ...`. */
export function withSource(verb: string, source: string, error: unknown): Error {
  if (!source) return error as Error;
  if (error instanceof StatusError) return new StatusError({ ...error.status, message: `error when ${verb} ${quote(source)}: ${error.status.message}` });
  return new KubectlError(`error when ${verb} ${quote(source)}: ${(error as Error).message}`);
}

/** One of several: thrown as itself when it is alone. */
export function throwAll(errors: Error[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new ManyErrors(errors);
}

/** What is printed on stderr for an error that ends the command. Without a newline at the end; empty: nothing. */
export function errorMessage(error: unknown, commandPath: string): string {
  if (error instanceof SilentExit) return '';
  if (error instanceof StatusError && error.status.reason === 'Invalid') return invalidMessage(error.status);
  if (error instanceof ManyErrors) return error.errors.map(standardMessage).join('\n');
  if (error instanceof UsageError) return `error: ${error.message}\nSee '${commandPath} -h' for help and examples`;
  return standardMessage(error);
}

function standardMessage(error: unknown): string {
  if (error instanceof StatusError) {
    const { reason, message } = error.status;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`;
  }
  if (error instanceof PlainError) return error.message;
  const { message } = error as Error;
  return message.startsWith('error: ') ? message : `error: ${message}`;
}

/** Errors of one object in a list of their own. */
function invalidMessage({ details }: Status): string {
  if (!details) return 'The request is invalid';
  const what = details.kind || details.name ? `The ${details.kind ?? ''} ${quote(details.name ?? '')} is invalid` : 'The request is invalid';
  const causes = [...new Set((details.causes ?? []).map((c) => (c.field ? `${c.field}: ${c.message}` : c.message)))];
  if (!causes.length) return what;
  if (causes.length === 1) return `${what}: ${causes[0]}`;
  return `${what}: \n${causes.map((c) => `* ${c}`).join('\n')}`;
}
