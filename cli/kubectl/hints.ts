/** Hints after refusals: what the real kubectl never says. They only show with AKSLAB_HINTS=1. */
import { ManyErrors, StatusError, type KubectlError } from './errors.ts';

/** What a message contains, and what to say then. */
const HINTS: readonly [RegExp, string][] = [
  [/psp-deny-privileged\.yaml.*did not find expected key/, "the article's manifest is mis-indented: the last line needs one more space, so that it stands under volumes"],
  [/clusterrole\.yaml.*mapping values are not allowed/, "the article's manifest is mis-indented: resources, resourceNames and verbs stand one space too far to the right"],
  [/error converting YAML to JSON/, 'the file is not YAML; look at the indentation of the line that is named, and of the one before it'],
  [/pod security policy: |PodSecurityPolicy: /, '`akslab why` says which policies were tried, and what to do'],
  [/no providers available to validate pod request/, 'there is no pod security policy at all; `akslab why` says more'],
];
const RBAC = '`akslab why` says who may do this, and the narrowest role for it';

export function hintFor(error: KubectlError): string | undefined {
  const text = error instanceof ManyErrors ? error.errors.map((e) => e.message).join('\n') : error.message;
  const known = HINTS.find(([pattern]) => pattern.test(text))?.[1];
  if (known) return known;
  const statuses = error instanceof ManyErrors ? error.errors : [error];
  return statuses.some((s) => s instanceof StatusError && s.status.reason === 'Forbidden') ? RBAC : undefined;
}
