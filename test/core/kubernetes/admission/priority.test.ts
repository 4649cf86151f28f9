import { expect } from 'chai';
import { priority } from '../../../../core/kubernetes/admission/priority.ts';
import { aPod, refusalOf, run, thing } from '../../../support/admission.ts';

const classes = {
  'priorityclasses.scheduling.k8s.io': [
    thing('PriorityClass', 'high', { value: 1000, preemptionPolicy: 'Never' }),
    thing('PriorityClass', 'usual', { value: 5, globalDefault: true }),
  ],
};

describe('Priority', () => {
  it('is 0 and preempting where there are no classes', () => {
    const { spec } = run(priority, 'pods', aPod()).object;
    expect([spec.priority, spec.preemptionPolicy, spec.priorityClassName]).to.deep.equal([0, 'PreemptLowerPriority', undefined]);
  });
  it('says nothing of preemption before 1.19', () => {
    expect(run(priority, 'pods', aPod(), {}, {}, '1.18.8').object.spec).to.not.have.property('preemptionPolicy');
  });
  it('comes from the class that is named, or the default one', () => {
    expect(run(priority, 'pods', aPod({ priorityClassName: 'high' }), classes).object.spec).to.include({
      priority: 1000,
      preemptionPolicy: 'Never',
    });
    expect(run(priority, 'pods', aPod(), classes).object.spec).to.include({ priority: 5, priorityClassName: 'usual' });
  });
  it('refuses a class that is not there, and a number that is not its own', () => {
    expect(refusalOf(run(priority, 'pods', aPod({ priorityClassName: 'nope' })))).to.equal('no PriorityClass with name nope was found');
    expect(refusalOf(run(priority, 'pods', aPod({ priority: 7 })))).to.equal(
      'the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    );
  });
  it('lets only one class be the default', () => {
    const second = thing('PriorityClass', 'second', { globalDefault: true });
    expect(refusalOf(run(priority, 'priorityclasses.scheduling.k8s.io', second, classes))).to.equal(
      'PriorityClass usual is already marked as default. Only one default can exist',
    );
  });
});
