import { expect } from 'chai';
import { HelpRequested, UsageError } from '../../../cli/az/errors.ts';
import { parse } from '../../../cli/az/parser.ts';
import type { Argument, Command, Group } from '../../../cli/az/types.ts';

const ARGUMENTS: Argument[] = [
  { dest: 'group', options: ['--resource-group', '-g'], required: true, configured: 'group' },
  { dest: 'name', options: ['--name', '-n'], required: true },
  { dest: 'count', options: ['--node-count', '-c'], kind: 'int', default: 3 },
  { dest: 'channel', options: ['--auto-upgrade-channel'], choices: ['rapid', 'stable', 'none'] },
  { dest: 'tags', options: ['--tags'], kind: 'words' },
  { dest: 'keys', options: ['--keys'], kind: 'list' },
  { dest: 'level', options: ['--level'], kind: 'optional', absent: 'all' },
  { dest: 'yes', options: ['--yes', '-y'], kind: 'flag' },
  { dest: 'wait', options: ['--no-wait'], kind: 'flag' },
];
const command: Command = { kind: 'command', name: 'aks update', summary: '', arguments: ARGUMENTS, run: async () => undefined };
const root: Group = {
  kind: 'group',
  name: '',
  summary: '',
  children: new Map([['aks', { kind: 'group', name: 'aks', summary: '', children: new Map([['update', command]]) }]]),
};

const read = (line: string, defaults = {}) => parse(root, line.split(' '), { checkQuery: () => {}, defaults });
const values = (rest: string) => read(`aks update -g rg -n c ${rest}`.trim()).values;
function problem(line: string): { message: string; didYouMean?: string } {
  try {
    read(line);
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, didYouMean: error.more.didYouMean };
    throw error;
  }
  throw new Error(`${line} was accepted`);
}

describe('the command line', () => {
  it('takes values after a blank, an equals sign, or nothing at all', () => {
    for (const line of ['--name=c', '--name c', '-n c', '-nc', '-n=c', '--nam c', '--nam=c']) {
      expect(read(`aks update -g rg ${line}`).values.name, line).to.equal('c');
    }
  });

  it('fills in defaults', () => {
    expect(values('').count).to.equal(3);
    expect(read('aks update -n c', { group: 'preset' }).values.group).to.equal('preset');
  });

  it('takes many values, or none', () => {
    expect(values('--tags a=b c --yes').tags).to.deep.equal(['a=b', 'c']);
    expect(values('--tags').tags).to.deep.equal([]);
    expect(problem('aks update -g rg -n c --keys').message).to.equal('argument --keys: expected at least one argument');
  });

  it('joins short flags', () => {
    expect(read('aks update -ync -g rg').values).to.include({ yes: true, name: 'c' });
    expect(problem('aks update -yq').message).to.equal("argument --yes/-y: ignored explicit argument 'q'");
    expect(problem('aks update --yes=1').message).to.equal("argument --yes/-y: ignored explicit argument '1'");
  });

  it('takes a negative number and text with blanks for values, not options', () => {
    expect(values('-c -5').count).to.equal(-5);
    expect(parse(root, ['aks', 'update', '-g', 'rg', '-n', '-x y'], { checkQuery: () => {}, defaults: {} }).values.name).to.equal('-x y');
  });

  it('tells what was typed, abbreviations completed', () => {
    expect(read('aks update --resource rg -n c --no-w').given).to.deep.equal(['--resource-group', '-n', '--no-wait']);
  });

  it('reads choices whatever their case', () => {
    expect(values('--auto-upgrade-channel STABLE').channel).to.equal('stable');
  });

  it('takes the last of an option given twice', () => {
    expect(values('-n d').name).to.equal('d');
  });

  it('reads commands whatever their case', () => {
    expect(read('AKS Update -g rg -n c').command).to.equal(command);
  });

  for (const [line, message] of [
    ['aks', 'the following arguments are required: _subcommand'],
    ['aks update', 'the following arguments are required: --resource-group/-g, --name/-n'],
    ['aks update --foo', 'the following arguments are required: --resource-group/-g, --name/-n'],
    ['aks update -g rg -n c --foo bar baz', 'unrecognized arguments: --foo bar baz'],
    ['aks update -g rg -n c one -x -- two -y', 'unrecognized arguments: one -x -- two -y'],
    ['aks update -g rg -n c extra', 'unrecognized arguments: extra'],
    ['aks update -g rg -n', 'argument --name/-n: expected one argument'],
    ['aks update -g -n c', 'argument --resource-group/-g: expected one argument'],
    ['aks update -g rg -n c -c abc', "argument --node-count/-c: invalid int value: 'abc'"],
    ['aks update -g rg -n c -c 1.5', "argument --node-count/-c: invalid int value: '1.5'"],
    ['aks update --no x', 'ambiguous option: --no could match --node-count, --no-wait'],
    [
      'aks update --auto-upgrade-channel foo',
      "az aks update: 'foo' is not a valid value for '--auto-upgrade-channel'. Allowed values: rapid, stable, none.",
    ],
    ['-- aks', "'--' is misspelled or not recognized by the system."],
    ['nope', "'nope' is misspelled or not recognized by the system."],
  ] as const) {
    it(`refuses \`az ${line}\``, () => expect(problem(line).message).to.equal(message));
  }

  it('takes one word or none for an option that says so', () => {
    expect(values('--level').level).to.equal('all');
    expect(values('--level none -y').level).to.equal('none');
  });

  it('answers help, whatever follows it', () => {
    expect(() => read('HELP aks')).to.throw(HelpRequested);
  });

  it('guesses what was meant', () => {
    expect(problem('aks updat').didYouMean).to.equal('update');
    expect(problem('aks update --auto-upgrade-channel stabel').didYouMean).to.equal('stable');
  });
});
