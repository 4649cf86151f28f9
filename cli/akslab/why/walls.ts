/** Refusals that are neither RBAC's plain no nor PodSecurityPolicy's, by a piece of what they say: what they mean, and what to do. */
const WALLS: [RegExp, (match: RegExpMatchArray) => string][] = [
  [
    /is attempting to grant RBAC permissions not currently held/,
    () =>
      'This is RBAC again: nobody may hand on, through a role or a binding, rights that he does not have himself. Somebody who has them must write it, such as an admin; or who writes it must be given those rights first.',
  ],
  [
    /error looking up service account ([^/ ]+)\/([^: ]+):/,
    ([, namespace, name]) =>
      `The pod names a service account that is not there. Make it: kubectl create serviceaccount ${name} -n ${namespace}. Or name another in spec.serviceAccountName; default is always there.`,
  ],
  [
    /exceeded quota: |failed quota: /,
    () =>
      'This is a ResourceQuota of the namespace, which counts after policies have had their say: "kubectl describe quota" shows what is used, and the limit. Delete what is not needed, ask for less, or have the quota raised.',
  ],
  [
    /because it is being terminated/,
    () =>
      'The namespace is being deleted: nothing can be created in it any more. Wait until it is gone, and make it anew, or use another one.',
  ],
  [
    /no PriorityClass with name/,
    () => 'The pod names a PriorityClass that is not there: "kubectl get priorityclass" lists those that are.',
  ],
  [
    /RuntimeClass "[^"]*" not found/,
    () => 'The pod names a RuntimeClass that is not there: "kubectl get runtimeclass" lists those that are.',
  ],
  [
    /(minimum|maximum) (cpu|memory)|max limit to request ratio/,
    () => 'This is a LimitRange of the namespace: "kubectl describe limitrange" shows what it wants.',
  ],
];

export const LAST_WORD = 'This is neither RBAC nor PodSecurityPolicy: the words above are all that the server has to say.';

export function wallNote(message: string): string | undefined {
  for (const [words, note] of WALLS) {
    const match = words.exec(message);
    if (match) return note(match);
  }
  return undefined;
}
