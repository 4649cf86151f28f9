import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { alignTabs, DESCRIBE_TABS, TABLE_TABS, tabwriter } from '../../formats/tabwriter.ts';

const TRANSCRIPTS = join(import.meta.dirname, '../conformance/data/transcripts');

describe('tabwriter', () => {
  it('makes columns as wide as their widest cell and three spaces, but never under six', () => {
    expect(alignTabs('NAME\tK\tAGE\nweb\tv\t1d\nlonger-name\t<none>\t2d\n', TABLE_TABS)).to.equal(
      'NAME          K        AGE\nweb           v        1d\nlonger-name   <none>   2d\n',
    );
  });

  it('pads every cell that a tab ends, the last one too', () => {
    expect(alignTabs('A\tB\t\nlong-one\t\t\n', TABLE_TABS)).to.equal('A          B     \nlong-one         \n');
  });

  it('starts a column anew after a line without it', () => {
    expect(alignTabs('a\tb\nlong cell\tc\nno cell\nx\ty\n', DESCRIBE_TABS)).to.equal('a          b\nlong cell  c\nno cell\nx  y\n');
  });

  it('aligns the cells of nested columns block by block', () => {
    expect(alignTabs('Labels:\tapp=web\n\ttier=front\nName:\tx\n', DESCRIBE_TABS)).to.equal(
      'Labels:  app=web\n         tier=front\nName:    x\n',
    );
  });

  it('counts runes', () => {
    expect(alignTabs('é😀\tx\nabc\ty', { minWidth: 0, tabWidth: 8, padding: 1 })).to.equal('é😀  x\nabc y');
  });

  it('remembers widths from flush to flush where told to', () => {
    const table = tabwriter(TABLE_TABS);
    table.write('NAME\tAGE\nvery-long-name\t1s\n');
    table.flush();
    table.write('x\t2s\n');
    expect(table.flush()).to.equal('x                2s\n');
    const plain = tabwriter({ ...TABLE_TABS, rememberWidths: false });
    plain.write('x\t2s\n');
    expect(plain.flush()).to.equal('x     2s\n');
  });

  it('pads with tabs up to the next stop', () => {
    expect(alignTabs('a\tb\nlong name\tc\n', { minWidth: 0, tabWidth: 8, padding: 1, padChar: '\t' })).to.equal('a\t\tb\nlong name\tc\n');
  });

  it('drops columns of nothing where told to', () => {
    expect(alignTabs('a\t\tb\nc\t\td\n', { minWidth: 4, tabWidth: 8, padding: 1, discardEmptyColumns: true })).to.equal('a   b\nc   d\n');
  });

  it('lays out the recorded tables', () => {
    let seen = 0;
    for (const file of readdirSync(TRANSCRIPTS)) {
      const { steps } = parse(readFileSync(join(TRANSCRIPTS, file), 'utf8'), { maxAliasCount: -1 }) as {
        steps: { run: string; stdout: string }[];
      };
      for (const { run, stdout } of steps) {
        if (!run.startsWith('kubectl get ') || !/^[A-Z][A-Z ]+ {3}[A-Z]/.test(stdout) || stdout.includes('\n\n')) continue;
        const rows = stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/ {3,}/));
        // A placeholder in any column but the last is not as wide as what it stands for.
        if (rows.some((row) => row.length !== rows[0].length || row.slice(0, -1).some((cell) => /<(age|rand|podip|uid|time)>/.test(cell))))
          continue;
        seen++;
        expect(alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), TABLE_TABS), run).to.equal(stdout);
      }
    }
    expect(seen).to.be.greaterThan(15);
  });

  it('keeps every line and every cell', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab1é'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), (rows) => {
        const text = alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), DESCRIBE_TABS);
        expect(text.split('\n').map((line) => line.split(/ +/).filter(Boolean))).to.deep.equal([
          ...rows.map((row) => row.filter(Boolean)),
          [],
        ]);
      }),
      { seed: 20210113, numRuns: 300 },
    );
  });
});
