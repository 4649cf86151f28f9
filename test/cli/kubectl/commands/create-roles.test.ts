/** Roles as the real kubectl 1.20.2 makes and refuses them: found with test/support/door. */
import { expect } from 'chai';
import { kubectlLab } from '../kubectl-lab.ts';

describe('kubectl create role and config, as the real one', () => {
  const lines: [line: string, code: number, out: string, err: string][] = [
    [
      'create role rr --verb=foo --resource=pods',
      0,
      'role.rbac.authorization.k8s.io/rr created\n',
      "Warning: 'foo' is not a standard resource verb\n",
    ],
    ['create role rr --verb=get --resource=pods,svc --resource-name=a', 0, 'role.rbac.authorization.k8s.io/rr created\n', ''],
    ['create role rr --verb=get --resource=/log', 1, '', 'error: resource must be specified if apiGroup/subresource specified\n'],
    ['create clusterrole cr --verb=watch --non-resource-url=/logs', 1, '', "error: invalid verb: 'watch' for nonResourceURL\n"],
    ['create clusterrole cr --non-resource-url=logs --verb=get', 1, '', 'error: nonResourceURL should start with /\n'],
    ['config view --merge=false', 1, '', 'error: if merge==false a precise file must to specified\n'],
  ];
  for (const [line, code, out, err] of lines)
    it(line, async () => expect(await (await kubectlLab({})).run(line)).to.deep.equal({ code, out, err }));
});
