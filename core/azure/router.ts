import { ArmError, armErrors } from './errors.ts';
import type { ArmRequest, ArmResponse } from './types.ts';

/** What a handler gets: the named segments of the path as sent, the query, and the request itself. */
export interface Call<Name extends string = string> {
  params: Record<Name, string>;
  query: URLSearchParams;
  request: ArmRequest;
}

export interface Route {
  method: ArmRequest['method'];
  /** `/subscriptions/{subscription}/resourcegroups/{group}`; fixed segments match whatever their case. */
  path: string;
  handle(call: Call): ArmResponse;
}

/** Answers with the first route that fits; any api-version is accepted, as paths and bodies here did not change with it. */
export function router(routes: Route[]): (request: ArmRequest) => ArmResponse {
  const table = routes.map((route) => ({ ...route, segments: route.path.split('/').filter(Boolean) }));
  return (request) => {
    const [pathname = '', search = ''] = splitOnce(request.path, '?');
    const segments = pathname.split('/').filter(Boolean).map(decode);
    let pathKnown = false;
    for (const route of table) {
      const params = match(route.segments, segments);
      if (!params) continue;
      pathKnown = true;
      if (route.method === request.method) return answer(() => route.handle({ params, query: new URLSearchParams(search), request }));
    }
    return (pathKnown ? armErrors.methodNotAllowed(request.method) : armErrors.notFound(pathname)).response();
  };
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (let i = 0; i < pattern.length; i++) {
    const expected = pattern[i]!;
    const actual = segments[i]!;
    if (expected.startsWith('{')) params[expected.slice(1, -1)] = actual;
    else if (expected.toLowerCase() !== actual.toLowerCase()) return undefined;
  }
  return params;
}

function answer(handle: () => ArmResponse): ArmResponse {
  try {
    return handle();
  } catch (error) {
    if (error instanceof ArmError) return error.response();
    throw error;
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
