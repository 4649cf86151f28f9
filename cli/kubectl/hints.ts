/** What to do after a refusal: one line on stderr, and only where AKSLAB_HINTS=1. The real kubectl says none of it. */
import { StatusError } from './frame/errors.ts';

/** What a message contains, and what to say then; the first that fits counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /psp-deny-privileged\.yaml.*did not find expected key/,
    "the article's manifest is mis-indented: its last line needs one more space, so that it stands under volumes",
  ],
  [
    /clusterrole\.yaml.*mapping values are not allowed/,
    "the article's manifest is mis-indented: resources, resourceNames and verbs stand one space too far to the right",
  ],
  [/error converting YAML to JSON/, 'the file is not YAML: look at the indentation of the line that is named, and of the one before it'],
  [/no providers available to validate pod request/, 'there is no pod security policy at all; `akslab why` says more'],
  [/pod security policy: |PodSecurityPolicy: /, '`akslab why` says which policies were tried, and what to do'],
];
const RBAC = '`akslab why` says who may do this, and the narrowest role for it';

/** The hints for what went wrong, each once. */
export function hintsFor(errors: readonly Error[]): string[] {
  return [...new Set(errors.map(hintFor).filter((hint) => hint !== undefined))];
}

function hintFor(error: Error): string | undefined {
  const known = HINTS.find(([pattern]) => pattern.test(error.message))?.[1];
  return known ?? (error instanceof StatusError && error.reason === 'Forbidden' ? RBAC : undefined);
}
