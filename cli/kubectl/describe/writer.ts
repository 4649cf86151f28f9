/** How descriptions are laid out: lines at levels of two spaces, cells set apart by tabs. After k8s.io/kubectl/pkg/describe. */
import { humanDuration } from '../../../formats/duration.ts';
import { alignTabs, DESCRIBE_TABS } from '../../../formats/tabwriter.ts';

export interface Writer {
  /** One line: `line(1, 'Image:', 'nginx')` is indented once, its cells aligned with those around it. */
  line(level: number, ...cells: unknown[]): void;
  /** Text as it stands, tabs and newlines included. */
  text(text: string): void;
  /** Aligns what came so far by itself. */
  flush(): void;
  finish(): string;
  /** As finish, with the tabs as they are. */
  unaligned(): string;
}

export function writer(): Writer {
  let done = '';
  let pending = '';
  return {
    line: (level, ...cells) => void (pending += `${'  '.repeat(level)}${cells.join('\t')}\n`),
    text: (text) => void (pending += text),
    flush() {
      done += alignTabs(pending, DESCRIBE_TABS);
      pending = '';
    },
    finish() {
      this.flush();
      return done;
    },
    unaligned: () => done + pending,
  };
}

/** Labels one under the other; `indent` goes before the title and each line. */
export function labels(w: Writer, title: string, map: Record<string, string> | undefined, indent = ''): void {
  const keys = Object.keys(map ?? {}).sort();
  if (!keys.length) return w.text(`${indent}${title}:\t<none>\n`);
  keys.forEach((key, i) => w.text(`${i ? indent : `${indent}${title}:`}\t${key}=${map![key]}\n`));
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const LONGEST = 140;

/** Annotations, but for what apply keeps; long ones on lines of their own. */
export function annotations(w: Writer, title: string, map: Record<string, string> | undefined, indent = ''): void {
  const keys = Object.keys(map ?? {})
    .filter((k) => k !== LAST_APPLIED)
    .sort();
  if (!keys.length) return w.text(`${indent}${title}:\t<none>\n`);
  keys.forEach((key, i) => {
    const start = i ? `${indent}\t` : `${indent}${title}:\t`;
    const value = map![key]!.replace(/\n$/, '');
    if (value.length + key.length + 2 <= LONGEST && !value.includes('\n')) return w.text(`${start}${key}: ${value}\n`);
    w.text(`${start}${key}:\n`);
    for (const line of value.split('\n')) w.text(`${indent}\t  ${shorten(line, LONGEST - 2)}\n`);
  });
}

const shorten = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}...` : text);

/** Go's time.RFC1123Z. */
export function longTime(time: string | undefined): string {
  if (!time) return '<unset>';
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()];
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getUTCMonth()];
  return `${day}, ${two(date.getUTCDate())} ${month} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** How long ago, as k8s.io/apimachinery/pkg/util/duration.HumanDuration says it. */
export function age(time: string | undefined, now: number): string {
  if (!time) return '<unknown>';
  return humanDuration(now - Date.parse(time));
}

export const yesNo = (value: unknown): string => (value ? 'True' : 'False');
export const orNone = (text: string | undefined): string => text || '<none>';

/** metav1.LabelSelector as `kubectl` prints it: `app=web,tier in (a,b)`. */
export function selectorText(
  selector: { matchLabels?: Record<string, string>; matchExpressions?: { key: string; operator: string; values?: string[] }[] } | undefined,
): string {
  if (!selector) return '<unset>';
  const terms = Object.entries(selector.matchLabels ?? {}).map(([k, v]) => [k, `${k}=${v}`]);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const text = {
      In: `${key} in (${[...values].sort().join(',')})`,
      NotIn: `${key} notin (${[...values].sort().join(',')})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    }[operator];
    terms.push([key, text ?? key]);
  }
  return (
    terms
      .sort(([a], [b]) => (a! < b! ? -1 : 1))
      .map(([, text]) => text)
      .join(',') || '<none>'
  );
}

export const mapText = (map: Record<string, string> | undefined): string => {
  const keys = Object.keys(map ?? {}).sort();
  return keys.length ? keys.map((k) => `${k}=${map![k]}`).join(',') : '<none>';
};
