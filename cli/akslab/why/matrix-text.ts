/** The matrix as a table: a row a subject, a column a policy. */
import type { Matrix } from '../../../core/kubernetes/explain/matrix.ts';
import { wrap, type Style } from '../../shared/style.ts';
import { table } from '../table.ts';

export function matrixText({ namespace, policies, rows }: Matrix, style: Style): string {
  if (!policies.length) return 'There are no policies.';
  const [header, ...cells] = table([
    [`WHO, IN ${namespace}`, ...policies],
    ...rows.map(({ subject, through }) => [subject, ...through.map((way) => (way ? 'use' : '-'))]),
  ])
    .trimEnd()
    .split('\n');
  const through = rows.flatMap(({ subject, through: ways }) =>
    ways.flatMap((way, i) => (way ? [wrap(`${subject}: ${policies[i]} through ${way}`, 80, '    ').slice(2)] : [])),
  );
  return [style.bold(header!), ...cells, ...(through.length ? ['', 'Through what:', ...through] : [])].join('\n');
}
