import { expect } from 'chai';
import { editScript } from '../../../../../core/kubernetes/resources/pod/diff/edits.ts';
import { diffPodSpecs } from '../../../../../core/kubernetes/resources/pod/diff/index.ts';

/** The recordings hold whole ones; here is one rule each. */
const lines = (spec: object, old: object): string[] => diffPodSpecs(spec, old).split('\n');
const containing = (fields: object): object => ({ containers: [{ name: 'c', ...fields }] });

describe('how pod specs differ', () => {
  it('shows a changed field as sent and as stored, between two that are the same', () => {
    expect(lines({ hostname: 'a' }, { hostname: 'b' })).to.deep.equal([
      '  core.PodSpec{',
      '  \t... // 12 identical fields',
      '  \tSecurityContext:   &{},',
      '  \tImagePullSecrets:  nil,',
      '- \tHostname:          "a",',
      '+ \tHostname:          "b",',
      '  \tSubdomain:         "",',
      '  \tSetHostnameAsFQDN: nil,',
      '  \t... // 13 identical fields',
      '  }',
      '',
    ]);
  });
  it('names the type of what was none', () => {
    expect(lines(containing({ command: ['x'] }), containing({})))
      .to.include('- \t\t\tCommand:    []string{"x"},')
      .and.include('+ \t\t\tCommand:    nil,');
  });
  it('prints pointers by what they point at', () => {
    expect(lines({ priority: 1 }, { priority: 2 }).filter((text) => /^[-+]/.test(text))).to.deep.equal([
      '- \tPriority:          &1,',
      '+ \tPriority:          &2,',
    ]);
  });
  it("moves the host's namespaces to the security context, where the server keeps them", () => {
    expect(lines({ hostNetwork: true }, {}).filter((text) => /^[-+]/.test(text))).to.deep.equal([
      '- \t\tHostNetwork: true,',
      '+ \t\tHostNetwork: false,',
    ]);
  });
});

describe('which items belong together', () => {
  const between = (x: string, y: string): string =>
    editScript(x.length, y.length, (i, j) => (x[i] === y[j] ? { same: 1, diff: 0 } : { same: 0, diff: 3 })).join(' ');
  it('finds what was added and removed', () => {
    expect(between('abc', 'abxc')).to.equal('both both y both');
    expect(between('abc', 'ac')).to.equal('both x both');
    expect(between('', 'a')).to.equal('y');
  });
  it('covers both lists, whatever they are', () => {
    for (const [x, y] of [
      ['abcd', 'dcba'],
      ['aaa', 'b'],
      ['', ''],
      ['abcabc', 'cab'],
    ] as const) {
      const edits = between(x, y).split(' ').filter(Boolean);
      expect([edits.filter((edit) => edit !== 'y').length, edits.filter((edit) => edit !== 'x').length]).to.deep.equal([
        x.length,
        y.length,
      ]);
    }
  });
});
