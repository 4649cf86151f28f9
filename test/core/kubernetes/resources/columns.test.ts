import { expect } from 'chai';
import { ageOf } from '../../../../core/kubernetes/resources/columns.ts';
import { versionsOf } from '../../../../core/kubernetes/versions.ts';

const SECOND = 1000;

describe('ages', () => {
  it('are unknown without a time', () => {
    expect(ageOf(null, { versions: versionsOf('1.20.2'), now: 0 })).to.equal('<unknown>');
    expect(ageOf('1970-01-01T00:00:00Z', { versions: versionsOf('1.20.2'), now: 5 * SECOND })).to.equal('5s');
  });
});
