import { expect } from 'chai';
import { expandAlias, simpleWords } from '../../scenarios/simple.ts';

describe('scenarios: simple command lines', () => {
  it('splits words and takes quotes off', () => {
    expect(simpleWords(`kubectl get pod -o jsonpath='{.a b}' "x y"`)).to.deep.equal([
      'kubectl',
      'get',
      'pod',
      '-o',
      'jsonpath={.a b}',
      'x y',
    ]);
  });

  it('leaves everything that bash would expand or redirect to bash', () => {
    for (const line of [
      'a | b',
      'a > f',
      'a $X',
      'a `b`',
      'a *',
      'X=1 a',
      'a; b',
      'a && b',
      "a 'x",
      'a "$x"',
      'a ~',
      'a {b,c}',
      'a \\',
      'a # b',
      '',
    ])
      expect(simpleWords(line), line).to.equal(undefined);
  });

  it('expands an alias in front', () => {
    expect(expandAlias(['k', 'get'], { k: 'kubectl --as=x' })).to.deep.equal(['kubectl', '--as=x', 'get']);
    expect(expandAlias(['k', 'get'], { k: 'kubectl | cat' })).to.equal(undefined);
  });
});
