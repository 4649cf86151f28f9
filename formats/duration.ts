/** Lengths of time for people: k8s.io/apimachinery/pkg/util/duration. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Up to how many seconds a length is shown in which units: after apimachinery's duration.HumanDuration. */
const STEPS: { below: number; unit: number; suffix: string; rest?: { unit: number; suffix: string } }[] = [
  { below: 2 * MINUTE, unit: 1, suffix: 's' },
  { below: 10 * MINUTE, unit: MINUTE, suffix: 'm', rest: { unit: 1, suffix: 's' } },
  { below: 3 * HOUR, unit: MINUTE, suffix: 'm' },
  { below: 8 * HOUR, unit: HOUR, suffix: 'h', rest: { unit: MINUTE, suffix: 'm' } },
  { below: 2 * DAY, unit: HOUR, suffix: 'h' },
  { below: 8 * DAY, unit: DAY, suffix: 'd', rest: { unit: HOUR, suffix: 'h' } },
  { below: 2 * YEAR, unit: DAY, suffix: 'd' },
  { below: 8 * YEAR, unit: YEAR, suffix: 'y', rest: { unit: DAY, suffix: 'd' } },
  { below: Infinity, unit: YEAR, suffix: 'y' },
];

/** `45s`, `2m5s`, `3h`, `5d4h`, from milliseconds. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const { unit, suffix, rest } = STEPS.find(({ below }) => seconds < below)!;
  const whole = `${Math.floor(seconds / unit)}${suffix}`;
  const left = rest ? Math.floor((seconds % unit) / rest.unit) : 0;
  return left ? `${whole}${left}${rest!.suffix}` : whole;
}
