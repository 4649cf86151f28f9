/** Amounts that are a number or a percentage. After k8s.io/apimachinery/pkg/util/intstr. */
export type Amount = number | string | undefined;

export function resolve(amount: Amount, total: number, round: 'up' | 'down'): number {
  if (typeof amount !== 'string') return amount ?? 0;
  const share = (Number.parseInt(amount, 10) * total) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}

/** maxSurge and maxUnavailable of so many replicas; both zero would block, so one may then be unavailable (ResolveFenceposts). */
export function fenceposts(maxSurge: Amount, maxUnavailable: Amount, replicas: number): { surge: number; unavailable: number } {
  const surge = resolve(maxSurge, replicas, 'up');
  const unavailable = resolve(maxUnavailable, replicas, 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
