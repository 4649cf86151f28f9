/** Which items of two lists belong together: the greedy search from both ends of go-cmp's diff.Difference. */

/** Both have it (equal or alike), or only one. */
export type Edit = 'both' | 'x' | 'y';

interface Result {
  same: number;
  diff: number;
}

interface Path {
  direction: 1 | -1;
  x: number;
  y: number;
  edits: Edit[];
}

const isEqual = ({ diff }: Result): boolean => diff === 0;
/** Alike enough to be called modified. */
const isSimilar = ({ same, diff }: Result): boolean => same + 1 >= diff;

function append(path: Path, edit: Edit): void {
  path.edits.push(edit);
  if (edit !== 'y') path.x += path.direction;
  if (edit !== 'x') path.y += path.direction;
}

export function editScript(nx: number, ny: number, compare: (x: number, y: number) => Result): Edit[] {
  const forward: Path = { direction: 1, x: 0, y: 0, edits: [] };
  const reverse: Path = { direction: -1, x: nx, y: ny, edits: [] };
  const [front, back] = [
    { x: 0, y: 0 },
    { x: nx, y: ny },
  ];
  const at = (path: Path): Result => (path.direction === 1 ? compare(path.x, path.y) : compare(path.x - 1, path.y - 1));
  let budget = 4 * (nx + ny);

  const connect = (path: Path, x: number, y: number): void => {
    const left = (): [number, number] => [Math.abs(x - path.x), Math.abs(y - path.y)];
    for (let [dx, dy] = left(); dx > 0 && dy > 0; [dx, dy] = left()) {
      const result = at(path);
      const alone: Edit = path.direction === 1 ? (dx >= dy ? 'x' : 'y') : dy >= dx ? 'y' : 'x';
      append(path, isEqual(result) || isSimilar(result) ? 'both' : alone);
    }
    while (path.x !== x) append(path, 'x');
    while (path.y !== y) append(path, 'y');
  };

  /** Looks along the diagonal through the frontier for a match, and follows it. */
  const search = (path: Path, frontier: { x: number; y: number }): void => {
    const { direction } = path;
    for (let i = 0, stop1 = false, stop2 = false; !(stop1 && stop2) && budget > 0; i++) {
      const step = (i % 2 === 0 ? i / 2 : -(i + 1) / 2) * direction;
      const x = frontier.x + step;
      const y = frontier.y - step;
      if (direction === 1 ? x >= reverse.x || y < forward.y : forward.x >= x || reverse.y < y) stop1 = true;
      else if (direction === 1 ? y >= reverse.y || x < forward.x : forward.y >= y || reverse.x < x) stop2 = true;
      else if (isEqual(direction === 1 ? compare(x, y) : compare(x - 1, y - 1))) {
        connect(path, x, y);
        append(path, 'both');
        while (forward.x < reverse.x && forward.y < reverse.y && isEqual(at(path))) append(path, 'both');
        [frontier.x, frontier.y] = [path.x, path.y];
        stop1 = stop2 = true;
      } else budget--;
    }
  };

  const isDone = (): boolean => front.x >= back.x || front.y >= back.y || budget === 0;
  while (!isDone()) {
    search(forward, front);
    if (reverse.x - front.x >= reverse.y - front.y) front.x++;
    else front.y++;
    if (isDone()) break;
    search(reverse, back);
    if (back.x - forward.x >= back.y - forward.y) back.x--;
    else back.y--;
  }
  connect(forward, reverse.x, reverse.y);
  return [...forward.edits, ...reverse.edits.reverse()];
}
