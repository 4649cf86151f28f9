import { expect } from 'chai';
import { FrameError } from '../../../../cli/kubectl/frame/errors.ts';
import { parseFlags } from '../../../../cli/kubectl/frame/flags.ts';
import type { FlagSpec } from '../../../../cli/kubectl/frame/types.ts';

const SPECS: FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string', usage: '' },
  { name: 'all-namespaces', short: 'A', type: 'bool', usage: '' },
  { name: 'watch', short: 'w', type: 'bool', usage: '' },
  { name: 'dry-run', type: 'string', default: 'none', alone: 'unchanged', usage: '' },
  { name: 'replicas', short: 'r', type: 'int', usage: '' },
  { name: 'timeout', type: 'duration', usage: '' },
  { name: 'filename', short: 'f', type: 'strings', usage: '' },
  { name: 'literal', type: 'array', usage: '' },
  { name: 'old', type: 'bool', deprecated: 'use --new', usage: '' },
];

const parse = (...line: string[]) => parseFlags(line, SPECS);

describe('kubectl: options', () => {
  it('takes a value behind the letter, behind =, or in the next word', () => {
    for (const line of [['-oyaml'], ['-o=yaml'], ['-o', 'yaml'], ['--output', 'yaml'], ['--output=yaml']])
      expect(parse(...line).flags.string('output')).to.equal('yaml');
  });

  it('reads a cluster of letters, the first with a value taking the rest', () => {
    const { flags } = parse('-Awojson');
    expect([flags.bool('all-namespaces'), flags.bool('watch'), flags.string('output')]).to.deep.equal([true, true, 'json']);
  });

  it('gives an option that stands alone its own value, and leaves the next word', () => {
    const { flags, args } = parse('--dry-run', 'client');
    expect(flags.string('dry-run')).to.equal('unchanged');
    expect(args).to.deep.equal(['client']);
  });

  it('splits one kind of list at commas and not the other', () => {
    const { flags } = parse('-f', 'a,b', '-f', '"c,d"', '--literal', 'a=1,2', '--literal', 'b');
    expect(flags.list('filename')).to.deep.equal(['a', 'b', 'c,d']);
    expect(flags.list('literal')).to.deep.equal(['a=1,2', 'b']);
  });

  it('keeps what stands after -- as it is', () => {
    const { args, dashAt } = parse('x', '--', '-o', '--nope');
    expect(args).to.deep.equal(['x', '-o', '--nope']);
    expect(dashAt).to.equal(1);
  });

  it('knows what was given and what is a default', () => {
    const { flags } = parse('--output=');
    expect(flags.changed('output')).to.equal(true);
    expect(flags.changed('dry-run')).to.equal(false);
    expect(flags.string('dry-run')).to.equal('none');
  });

  it('reads durations in milliseconds', () => expect(parse('--timeout=1m30.5s').flags.number('timeout')).to.equal(90_500));

  it('tells of deprecated options once', () =>
    expect(parse('--old', '--old').notices).to.deep.equal(['Flag --old has been deprecated, use --new\n']));

  const refused: [line: string[], message: string][] = [
    [['--nope'], 'unknown flag: --nope'],
    [['--nope=1'], 'unknown flag: --nope'],
    [['-Az'], "unknown shorthand flag: 'z' in -z"],
    [['-zA'], "unknown shorthand flag: 'z' in -zA"],
    [['--output'], 'flag needs an argument: --output'],
    [['-Ao'], "flag needs an argument: 'o' in -o"],
    [['--=x'], 'bad flag syntax: --=x'],
    [['---x'], 'bad flag syntax: ---x'],
    [['--replicas=x'], 'invalid argument "x" for "-r, --replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['--watch=maybe'], 'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax'],
    [['--timeout=5'], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
    [['--timeout=5x'], 'invalid argument "5x" for "--timeout" flag: time: unknown unit "x" in duration "5x"'],
    [['--timeout=x'], 'invalid argument "x" for "--timeout" flag: time: invalid duration "x"'],
  ];
  for (const [line, message] of refused) it(`refuses ${line.join(' ')}`, () => expect(() => parse(...line)).to.throw(FrameError, message));
});
