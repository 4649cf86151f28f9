import { expect } from 'chai';
import fc from 'fast-check';
import { compactRules, missingRules, ruleAllows, ruleText, type PolicyRule } from '../../../../core/kubernetes/authorization/rules.ts';

const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const rule: fc.Arbitrary<PolicyRule> = fc.oneof(
  fc.record(
    {
      verbs: some('get', 'list', 'use', '*'),
      apiGroups: some('', 'apps', '*'),
      resources: some('pods', 'pods/log', 'secrets', '*', '*/log'),
      resourceNames: some('a', 'b'),
    },
    { requiredKeys: ['verbs', 'apiGroups', 'resources'] },
  ),
  fc.record({ verbs: some('get', '*'), nonResourceURLs: some('/healthz', '/api/*', '*') }),
);
const rules = fc.array(rule, { maxLength: 4 });
const question = fc.oneof(
  fc.record({
    verb: fc.constantFrom('get', 'list', 'use'),
    group: fc.constantFrom('', 'apps'),
    resource: fc.constantFrom('pods', 'secrets'),
    subresource: fc.constantFrom('', 'log'),
    name: fc.constantFrom('', 'a', 'b', 'c'),
  }),
  fc.record({ verb: fc.constant('get'), path: fc.constantFrom('/healthz', '/api/v1', '/other') }),
);
const allows = (list: PolicyRule[], asked: Parameters<typeof ruleAllows>[1]) => list.some((r) => ruleAllows(r, asked));

describe('RBAC rules', () => {
  it('match verbs, groups, resources with their subresources, and names', () => {
    const pods: PolicyRule = { verbs: ['get'], apiGroups: [''], resources: ['pods', '*/scale'], resourceNames: ['a'] };
    expect(ruleAllows(pods, { verb: 'get', group: '', resource: 'pods', name: 'a' })).to.equal(true);
    expect(ruleAllows(pods, { verb: 'get', group: '', resource: 'pods', name: 'b' })).to.equal(false);
    expect(ruleAllows(pods, { verb: 'get', group: '', resource: 'pods', subresource: 'log', name: 'a' })).to.equal(false);
    expect(ruleAllows(pods, { verb: 'get', group: '', resource: 'deployments', subresource: 'scale', name: 'a' })).to.equal(true);
  });
  it('match paths exactly or by what they start with', () => {
    const paths: PolicyRule = { verbs: ['get'], nonResourceURLs: ['/healthz', '/api/*'] };
    expect(['/healthz', '/api/v1', '/healthz/x', '/apis'].map((path) => ruleAllows(paths, { verb: 'get', path }))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
  it('lack nothing of themselves', () => {
    fc.assert(
      fc.property(rules, (held) => void expect(missingRules(held, held)).to.deep.equal([])),
      { seed: 1 },
    );
  });
  it('that lack nothing of others allow all that those allow', () => {
    fc.assert(
      fc.property(rules, rules, question, (held, wanted, asked) => {
        fc.pre(missingRules(held, wanted).length === 0);
        if (allows(wanted, asked)) expect(allows(held, asked)).to.equal(true);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
  it('allow what was missing once it is added', () => {
    fc.assert(
      fc.property(
        rules,
        rules,
        (held, wanted) => void expect(missingRules([...held, ...missingRules(held, wanted)], wanted)).to.deep.equal([]),
      ),
      { seed: 3 },
    );
  });
  it('allow after compaction what they allowed before', () => {
    fc.assert(
      fc.property(rules, question, (list, asked) => void expect(allows(compactRules(list), asked)).to.equal(allows(list, asked))),
      { seed: 4, numRuns: 300 },
    );
  });
  it('read as Go prints them', () => {
    expect(ruleText({ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] })).to.equal(
      '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get" "list"]}',
    );
    expect(ruleText({ verbs: ['*'], nonResourceURLs: ['*'] })).to.equal('{NonResourceURLs:["*"], Verbs:["*"]}');
  });
});
