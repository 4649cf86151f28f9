/**
 * Elastic tab stops, as Go's text/tabwriter aligns them: a cell is text that a tab ends; cells of one column in adjacent lines form a
 * block as wide as its widest cell; the last cell of a line belongs to no column.
 */

export interface TabwriterOptions {
  minWidth: number;
  tabWidth: number;
  padding: number;
  /** One character; a tab pads up to the next stop instead. Default a space. */
  padChar?: string;
  /** Columns never get narrower than they were in an earlier flush (kubectl's own fork has it, for `get --watch`). */
  rememberWidths?: boolean;
  /** A column whose cells are all empty takes no room. */
  discardEmptyColumns?: boolean;
}

/** The settings of `kubectl get`. */
export const TABLE_TABS: TabwriterOptions = { minWidth: 6, tabWidth: 4, padding: 3, rememberWidths: true };
/** The settings of `kubectl describe`. */
export const DESCRIBE_TABS: TabwriterOptions = { minWidth: 0, tabWidth: 8, padding: 2 };

export interface Tabwriter {
  /** Takes text; nothing comes out before `flush`. */
  write(text: string): void;
  /** What was written since the last flush, aligned. */
  flush(): string;
}

/** Aligns text in one go. */
export function alignTabs(text: string, options: TabwriterOptions): string {
  const writer = tabwriter(options);
  writer.write(text);
  return writer.flush();
}

export function tabwriter(options: TabwriterOptions): Tabwriter {
  const remembered: number[] = [];
  let pending = '';
  return {
    write(text) {
      pending += text;
    },
    flush() {
      // A form feed aligns what stands before it by itself, and ends a line.
      const parts = pending.split('\f');
      pending = '';
      return parts.map((part) => align(cellsOf(part), options, remembered)).join('\n');
    },
  };
}

/** Lines of cells; a vertical tab ends a cell as a tab does. */
function cellsOf(text: string): string[][] {
  return text.split('\n').map((line) => line.split(/[\t\v]/));
}

function align(lines: string[][], options: TabwriterOptions, remembered: number[]): string {
  const widths = lines.map((cells) => cells.map(widthOf));
  const printed: string[] = [];
  block(0, lines.length, []);
  return printed.join('\n');

  /** Prints the lines from `first` up to `last`, whose columns on the left are as wide as `columns` says. */
  function block(first: number, last: number, columns: number[]): void {
    const column = columns.length;
    let start = first;
    for (let line = first; line < last; line++) {
      if (!hasCell(line, column)) continue;
      print(start, line, columns);
      start = line;
      while (line < last && hasCell(line, column)) line++;
      block(start, line, [...columns, columnWidth(start, line, column)]);
      start = line;
    }
    print(start, last, columns);
  }

  function hasCell(line: number, column: number): boolean {
    return column < lines[line].length - 1;
  }

  function columnWidth(first: number, last: number, column: number): number {
    let width = options.minWidth;
    let empty = true;
    for (let line = first; line < last; line++) {
      const cell = widths[line][column];
      width = Math.max(width, cell + options.padding);
      if (cell > 0) empty = false;
    }
    if (empty && options.discardEmptyColumns) width = 0;
    if (!options.rememberWidths) return width;
    remembered[column] = Math.max(width, remembered[column] ?? 0);
    return remembered[column];
  }

  function print(first: number, last: number, columns: number[]): void {
    for (let line = first; line < last; line++) {
      printed.push(lines[line].map((cell, i) => cell + (i < columns.length ? padding(widths[line][i], columns[i]) : '')).join(''));
    }
  }

  function padding(cell: number, column: number): string {
    const pad = options.padChar ?? ' ';
    if (pad !== '\t') return pad.repeat(Math.max(column - cell, 0));
    const stop = Math.ceil(column / options.tabWidth) * options.tabWidth;
    return pad.repeat(Math.ceil((stop - cell) / options.tabWidth));
  }
}

/** Runes, not columns of a terminal: Go counts a wide character as one. */
function widthOf(cell: string): number {
  let surrogates = 0;
  for (let i = 0; i < cell.length; i++) if ((cell.charCodeAt(i) & 0xfc00) === 0xdc00) surrogates++;
  return cell.length - surrogates;
}
