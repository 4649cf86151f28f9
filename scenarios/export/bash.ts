/** A scenario as a bash script that runs its commands and asserts what can be asserted with standard tools. */
import type { Command, Matcher, Scenario } from '../types.ts';

export function exportBash(scenario: Scenario): string {
  const parts = [HEADER(scenario), ...writeFiles(scenario.files), ...scenario.setup.map((c) => c.run.trimEnd())];
  scenario.steps.forEach((step, i) => {
    parts.push(`\nstep ${i + 1} ${quoted(step.title)}`, ...writeFiles({ ...step.files, ...step.solutionFiles }));
    for (const command of step.run.length ? step.run : step.solution) parts.push(...commandLines(command));
    if (step.check.length) parts.push(`# ${step.check.length} check(s) of the state are left out: they need akslab test.`);
  });
  parts.push('', ...scenario.cleanup.map((c) => c.run.trimEnd()), 'finish', '');
  return parts.join('\n');
}

const HEADER = (scenario: Scenario): string => `#!/usr/bin/env bash
# ${scenario.title.replace(/\n/g, ' ')}
# Made by akslab scenario export from ${scenario.name}, version ${scenario.version}. Exit status 1 where an assertion fails.
shopt -s expand_aliases
work=$(mktemp -d) && cd "$work" || exit 2
failed=0
out=$work/.out err=$work/.err
step() { printf '\\n== %s. %s\\n' "$1" "$2"; }
bad() { failed=$((failed + 1)); printf 'not as expected: %s\\n' "$1"; [ -z "\${2-}" ] || printf '%s\\n' "$2"; }
show() { cat "$out"; cat "$err" >&2; }
code_is() { [ "$code" = "$1" ] || bad "exit code should be $1, is $code"; }
is() { [ "$(cat "$1")" = "$2" ] || bad "$(basename "$1" | tr -d .) should be" "$2"; }
has() { grep -qF -- "$2" "$1" || bad "$(basename "$1" | tr -d .) should contain" "$2"; }
hasnt() { ! grep -qF -- "$2" "$1" || bad "$(basename "$1" | tr -d .) should not contain" "$2"; }
like() { grep -qE -- "$2" "$1" || bad "$(basename "$1" | tr -d .) should match" "$2"; }
cells() { tr -s ' \\t' ' ' | sed 's/^ //; s/ $//'; }
table_is() { [ "$(cells < "$1")" = "$(printf '%s' "$2" | cells)" ] || bad "$(basename "$1" | tr -d .) should be the table" "$2"; }
retry() {
  local tries=$1 before=$failed
  while :; do
    run > "$out" 2> "$err"; code=$?
    expected > /dev/null
    tries=$((tries - 1))
    if [ "$failed" = "$before" ] || [ "$tries" -le 0 ]; then break; fi
    failed=$before; sleep "$2"
  done
  failed=$before; show; expected
}
finish() { printf '\\n%s assertions failed\\n' "$failed"; [ "$failed" = 0 ]; exit; }`;

function writeFiles(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([name, text]) => {
    const end = delimiter(text);
    const folder = name.includes('/') ? [`mkdir -p ${quoted(name.slice(0, name.lastIndexOf('/')))}`] : [];
    return [...folder, `cat > ${quoted(name)} <<'${end}'\n${text.replace(/\n?$/, '\n')}${end}`];
  });
}

function commandLines(command: Command): string[] {
  const run = command.run.trimEnd();
  const assert = [
    `code_is ${command.expect.code ?? 0}`,
    ...assertions('$out', command.expect.stdout),
    ...assertions('$err', command.expect.stderr),
  ];
  const title = `# ${run.split('\n')[0]}`;
  if (command.until)
    return [
      title,
      `run() {\n${run}\n}`,
      `expected() {\n${assert.join('\n')}\n}`,
      `retry ${command.until.tries} ${Math.ceil(command.until.every / 1000)}`,
    ];
  // What changes the shell itself must not run behind a redirection.
  const changesShell = /^\s*(alias|export|cd|source|\.) /.test(run);
  return [title, changesShell ? `${run}\ncode=$?; : > "$out"; : > "$err"` : `{\n${run}\n} > "$out" 2> "$err"; code=$?; show`, ...assert];
}

function assertions(stream: string, matcher: Matcher | undefined): string[] {
  if (matcher === undefined) return [];
  const way = typeof matcher === 'string' ? { exact: matcher } : matcher;
  const at = `"${stream}"`;
  const lines: string[] = [];
  if (way.exact !== undefined) lines.push(`is ${at} ${quoted(way.exact.replace(/\n+$/, ''))}`);
  if (way.empty) lines.push(`is ${at} ''`);
  for (const text of [way.contains ?? []].flat()) lines.push(`has ${at} ${quoted(text)}`);
  for (const text of [way.excludes ?? []].flat()) lines.push(`hasnt ${at} ${quoted(text)}`);
  if (way.regex !== undefined) lines.push(`like ${at} ${quoted(way.regex)}`);
  if (way.table !== undefined && !way.table.includes('[..]')) lines.push(`table_is ${at} ${quoted(way.table.trimEnd())}`);
  const leaves = [
    ...leavesOf(way.json),
    ...leavesOf(way.yaml),
    ...Object.entries(way.jmespath ?? {})
      .filter(([path]) => /^[\w.]+$/.test(path))
      .flatMap(([path, value]) => leavesOf({ [path.split('.').at(-1)!]: value })),
  ];
  for (const [key, value] of leaves) lines.push(`like ${at} ${quoted(`"?${key}"?: "?${escaped(String(value))}"?,?$`)}`);
  const left = (['lines', 'json', 'yaml', 'jmespath'] as const).filter((key) => way[key] !== undefined);
  if (way.table?.includes('[..]')) lines.push(...tableHeads(at, way.table));
  if (left.length) lines.push(`# Not asserted in full (${left.join(', ')}): akslab test does.`);
  return lines;
}

/** A table with wildcards: the words before the first wildcard of each row. */
const tableHeads = (at: string, table: string): string[] =>
  table
    .trimEnd()
    .split('\n')
    .map((row) => `like ${at} ${quoted(row.split('[..]')[0]!.trim().split(/\s+/).map(escaped).join('[[:space:]]+'))}`);

/** Keys of an object, however deep, with the plain values that stand behind them; where they stand grep cannot look at. */
function leavesOf(value: unknown): [key: string, value: string | number | boolean][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): ReturnType<typeof leavesOf> => {
    if (typeof inner === 'object' && inner !== null) return leavesOf(inner);
    const plain = !Array.isArray(value) && inner !== null && !String(inner).includes('[..]') && !String(inner).includes('\n');
    return plain ? [[key, inner as string | number | boolean]] : [];
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const quoted = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;

function delimiter(text: string): string {
  let end = 'EOF';
  while (text.split('\n').includes(end)) end += '_';
  return end;
}
