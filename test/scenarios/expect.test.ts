import { expect } from 'chai';
import fc from 'fast-check';
import { cells, compare, contains, match, matchLines } from '../../scenarios/expect.ts';

const outcome = (stdout: string, stderr = '', code = 0) => ({ stdout, stderr, code });

describe('scenarios: expectations', () => {
  it('expects exit code 0 where nothing is said', () => {
    expect(compare(outcome('', '', 1), {})).to.deep.equal([{ what: 'code', how: 'exact', expected: '0', got: '1' }]);
  });

  it('looks at no output that nothing is said about', () => {
    expect(compare(outcome('anything', 'at all'), { code: 0 })).to.deep.equal([]);
  });

  it('compares a plain text exactly, but for newlines at its end', () => {
    expect(match('a\nb\n', 'a\nb')).to.deep.equal([]);
    expect(match('a\nc\n', 'a\nb')).to.deep.equal([{ how: 'exact', expected: 'a\nb', got: 'a\nc' }]);
  });

  it('holds all ways of one matcher', () => {
    expect(match('one two\n', { contains: ['one', 'two'], excludes: 'three', regex: '^one' })).to.deep.equal([]);
    expect(match('one\n', { contains: ['one', 'two'], excludes: 'one' }).map((d) => d.how)).to.deep.equal(['contains', 'excludes']);
  });

  it('knows whether there is any output', () => {
    expect(match('', { empty: true })).to.deep.equal([]);
    expect(match('x', { empty: true })).to.deep.equal([{ how: 'empty', expected: '(nothing)', got: 'x' }]);
    expect(match('x', { empty: false })).to.deep.equal([]);
  });

  describe('lines', () => {
    const holds = (got: string, wanted: string) => matchLines(got.split('\n'), wanted.split('\n'));

    it('lets ... stand for any lines, none included', () => {
      expect(holds('a\nb\nc', 'a\n...\nc')).to.equal(true);
      expect(holds('a\nc', 'a\n...\nc')).to.equal(true);
      expect(holds('a\nb\nc', '...\nc')).to.equal(true);
      expect(holds('a\nb\nc', 'a\n...')).to.equal(true);
    });

    it('needs the lines around ... in their order', () => {
      expect(holds('b\na', 'a\n...\nb')).to.equal(false);
      expect(holds('a\nb', 'a')).to.equal(false);
    });

    it('tries every place for ...', () => {
      expect(holds('a\nb\na\nc', '...\na\nc')).to.equal(true);
    });

    it('lets [..] stand for any characters of a line, and nothing else be special', () => {
      expect(holds('uid: 1234 (x)', 'uid: [..] (x)')).to.equal(true);
      expect(holds('a.c', 'a[..]c')).to.equal(true);
      expect(holds('abc', 'a.c')).to.equal(false);
    });

    it('matches every text against itself', () => {
      fc.assert(
        fc.property(
          fc.array(
            fc.string().filter((l) => !l.includes('[..]') && !l.includes('\n') && l.trim() !== '...'),
            { minLength: 1 },
          ),
          (lines) => matchLines(lines, lines),
        ),
        { seed: 1 },
      );
    });
  });

  describe('tables', () => {
    it('compares cells whatever the widths', () => {
      const got = 'NAME         PRIV   CAPS   VOLUMES\nprivileged   true   *      *\n';
      expect(match(got, { table: 'NAME              PRIV    CAPS     VOLUMES\nprivileged        true    *        *' })).to.deep.equal([]);
    });

    it('counts empty cells by the columns of the header', () => {
      expect(cells('NAME   PRIV    CAPS   SELINUX\nb      false          RunAsAny\n')).to.deep.equal([
        ['NAME', 'PRIV', 'CAPS', 'SELINUX'],
        ['b', 'false', '', 'RunAsAny'],
      ]);
    });

    it('keeps header names of two words together', () => {
      expect(cells('NAME   NOMINATED NODE   AGE\na      <none>           5s\n')[0]).to.deep.equal(['NAME', 'NOMINATED NODE', 'AGE']);
    });

    it("leaves out az's rule of dashes", () => {
      expect(cells('Name  State\n----  -----\nx     y\n')).to.deep.equal([
        ['Name', 'State'],
        ['x', 'y'],
      ]);
    });

    it('lets [..] stand in a cell', () => {
      expect(match('NAME   AGE\nx      7m14s\n', { table: 'NAME   AGE\nx      [..]' })).to.deep.equal([]);
    });

    it('sees a row too many', () => {
      expect(match('NAME   AGE\nx      1s\ny      1s\n', { table: 'NAME   AGE\nx      1s' })).to.have.length(1);
    });
  });

  describe('values', () => {
    it('lets objects have more keys, and lists no more items', () => {
      expect(contains({ a: 1, b: 2 }, { a: 1 })).to.equal(true);
      expect(contains([1, 2], [1])).to.equal(false);
      expect(contains({ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] })).to.equal(true);
    });

    it('takes null for absent', () => {
      expect(contains({}, { a: null })).to.equal(true);
      expect(contains({ a: false }, { a: null })).to.equal(false);
    });

    it('reads JSON and YAML', () => {
      expect(match('{"a": {"b": 1}}', { json: { a: { b: 1 } } })).to.deep.equal([]);
      expect(match('a:\n  b: 1\n', { yaml: { a: { b: 1 } } })).to.deep.equal([]);
      expect(match('not json', { json: {} })[0]!.got).to.equal('not JSON: not json');
    });

    it('asks JMESPath', () => {
      expect(match('{"items": [{"n": "a"}]}', { jmespath: { 'items[0].n': 'a', 'length(items)': 1 } })).to.deep.equal([]);
      expect(match('{"items": []}', { jmespath: { 'length(items)': 1 } })).to.deep.equal([
        { how: 'jmespath', expected: 'length(items) = 1', got: 'length(items) = 0' },
      ]);
    });
  });
});
