import { expect } from 'chai';
import { errorText } from '../../../../../core/kubernetes/field.ts';
import {
  formatLabelSelector,
  formatLabels,
  selects,
  validateLabelSelector,
  type LabelSelector,
} from '../../../../../core/kubernetes/resources/validation/labels.ts';

const said = (requirement: object): string[] =>
  validateLabelSelector({ matchExpressions: [{ key: 'a', operator: 'In', ...requirement }] }, 'spec.selector').map(errorText);

describe('label selectors', () => {
  it('have values where the operator wants some, and only there', () => {
    expect(said({})).to.deep.equal([
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ]);
    expect(said({ operator: 'Exists', values: ['x'] })).to.deep.equal([
      "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ]);
    expect(said({ operator: 'Near' })).to.deep.equal([
      'spec.selector.matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator',
    ]);
  });

  const selector: LabelSelector = {
    matchLabels: { tier: 'web' },
    matchExpressions: [
      { key: 'app', operator: 'In', values: ['b', 'a'] },
      { key: 'old', operator: 'DoesNotExist' },
      { key: 'zone', operator: 'NotIn', values: ['x'] },
    ],
  };

  it('are written in the order of their keys', () => {
    expect(formatLabelSelector(selector)).to.equal('app in (a,b),!old,tier=web,zone notin (x)');
    expect(formatLabelSelector({})).to.equal('<none>');
    expect(formatLabels({ b: '2', a: '1' })).to.equal('a=1,b=2');
  });

  it('match what meets every requirement', () => {
    expect(selects(selector, { tier: 'web', app: 'a' })).to.equal(true);
    expect(selects(selector, { tier: 'web', app: 'a', old: '' })).to.equal(false);
    expect(selects(selector, { tier: 'web', app: 'c' })).to.equal(false);
    expect(selects({}, undefined)).to.equal(true);
    expect(selects(undefined, { a: 'b' })).to.equal(false);
  });
});
