/**
 * Assertions on answers of the cluster, for chai.
 *
 * @example
 * chai.use(akslabChai);
 * expect(await lab.as('jane').apply(pod)).to.be.forbidden.because('unable to validate against any pod security policy: []');
 * expect(await lab.as('jane').apply(pod)).to.be.admittedBy('restricted');
 */
import type { Answer } from './create-lab.ts';

declare global {
  // chai's own types live in this namespace.
  // eslint-disable-next-line typescript-eslint/no-namespace
  namespace Chai {
    interface Assertion {
      /** The answer is a 403. */
      forbidden: Assertion;
      /** The request went through. */
      admitted: Assertion;
      /** The refusal's message contains the text, or matches the expression. */
      because(reason: string | RegExp): Assertion;
      /** The pod went through, and that policy admitted it. */
      admittedBy(policy: string): Assertion;
    }
  }
}

/** The plugin: `chai.use(akslabChai)`. */
export function akslabChai(chai: { Assertion: any }, utils: { flag(object: object, key: string): any; getMessage?: unknown }): void {
  const { Assertion } = chai;
  const answer = (assertion: object): Answer => {
    const value = utils.flag(assertion, 'object');
    if (typeof value?.code !== 'number' || typeof value?.message !== 'string')
      throw new TypeError('akslab: this is no answer of a lab; did you forget to await it?');
    return value;
  };

  Assertion.addProperty('forbidden', function (this: any) {
    const got = answer(this);
    this.assert(
      got.code === 403,
      `expected the request to be forbidden, but ${outcome(got)}`,
      `expected the request not to be forbidden, but ${outcome(got)}`,
      '403 Forbidden',
      summary(got),
    );
  });

  Assertion.addProperty('admitted', function (this: any) {
    const got = answer(this);
    this.assert(
      got.ok,
      `expected the request to be admitted, but ${outcome(got)}`,
      `expected the request not to be admitted, but ${outcome(got)}`,
      'admitted',
      summary(got),
    );
  });

  Assertion.addMethod('because', function (this: any, reason: string | RegExp) {
    const got = answer(this);
    const holds = typeof reason === 'string' ? got.message.includes(reason) : reason.test(got.message);
    this.assert(
      holds,
      `expected the refusal to say ${String(reason)}, but ${outcome(got)}`,
      `expected the refusal not to say ${String(reason)}`,
      String(reason),
      got.message || summary(got),
    );
  });

  Assertion.addMethod('admittedBy', function (this: any, policy: string) {
    const got = answer(this);
    this.assert(
      got.ok && got.policy === policy,
      `expected the policy ${policy} to admit the pod, but ${outcome(got)}`,
      `expected another policy than ${policy} to admit the pod`,
      `admitted by ${policy}`,
      summary(got),
    );
  });
}

const outcome = (answer: Answer): string =>
  answer.ok ? `it was admitted${answer.policy ? ` by ${answer.policy}` : ''}` : `it was refused: ${answer.message}`;
const summary = (answer: Answer): string =>
  answer.ok ? `admitted${answer.policy ? ` by ${answer.policy}` : ''}` : `${answer.code}: ${answer.message}`;

export default akslabChai;
