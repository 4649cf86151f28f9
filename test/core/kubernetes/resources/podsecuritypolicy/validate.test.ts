import { expect } from 'chai';
import { podSecurityPolicies } from '../../../../../core/kubernetes/resources/podsecuritypolicies.ts';
import { versionsOf } from '../../../../../core/kubernetes/versions.ts';
import { created, createErrors } from '../../../../support/definitions.ts';

const any = { rule: 'RunAsAny' };
const policy = (spec: object = {}, annotations?: object): object => ({
  metadata: { name: 'p', annotations },
  spec: { seLinux: any, runAsUser: any, supplementalGroups: any, fsGroup: any, ...spec },
});
const errors = (spec: object, annotations?: object): string[] => createErrors(podSecurityPolicies, policy(spec, annotations));

describe('PodSecurityPolicy', () => {
  it('allows privilege escalation unless told otherwise', () => {
    expect(created(podSecurityPolicies, policy()).spec.allowPrivilegeEscalation).to.equal(true);
    expect(created(podSecurityPolicies, policy({ allowPrivilegeEscalation: false })).spec.allowPrivilegeEscalation).to.equal(false);
  });
  it('drops proc mounts, whose gate was never on', () =>
    expect(created(podSecurityPolicies, policy({ allowedProcMountTypes: ['Unmasked'] })).spec).to.not.have.property(
      'allowedProcMountTypes',
    ));
  it('is served until 1.25', () =>
    expect(['1.17.0', '1.24.0', '1.25.0'].map((version) => podSecurityPolicies.served(versionsOf(version)))).to.deep.equal([
      ['v1beta1'],
      ['v1beta1'],
      [],
    ]));

  const CASES: [string, string[], string[]][] = [
    ['a sound one', errors({}), []],
    [
      'no rules',
      createErrors(podSecurityPolicies, { metadata: { name: 'p' }, spec: {} }),
      [
        'spec.runAsUser.rule: Unsupported value: "": supported values: "MustRunAs", "MustRunAsNonRoot", "RunAsAny"',
        'spec.seLinux.rule: Unsupported value: "": supported values: "MustRunAs", "RunAsAny"',
        'spec.supplementalGroups.rule: Unsupported value: "": supported values: "MayRunAs", "MustRunAs", "RunAsAny"',
        'spec.fsGroup.rule: Unsupported value: "": supported values: "MayRunAs", "MustRunAs", "RunAsAny"',
      ],
    ],
    [
      'a group rule of no kind',
      errors({ runAsGroup: { rule: 'x' } }),
      ['spec.runAsGroup.rule: Unsupported value: "x": supported values: "MustRunAs", "RunAsAny", "MayRunAs"'],
    ],
    [
      'a group rule without ranges, and with none',
      [...errors({ runAsGroup: { rule: 'MustRunAs' } }), ...errors({ runAsGroup: { rule: 'MustRunAs', ranges: [] } })],
      [
        'spec.runAsGroup.ranges: Invalid value: []policy.IDRange(nil): must provide at least one range',
        'spec.runAsGroup.ranges: Invalid value: []policy.IDRange{}: must provide at least one range',
      ],
    ],
    [
      'ranges below zero or backwards',
      errors({ fsGroup: { rule: 'MustRunAs', ranges: [{ min: -1, max: -2 }] } }),
      [
        'spec.fsGroup.ranges[0].min: Invalid value: -1: min cannot be negative',
        'spec.fsGroup.ranges[0].max: Invalid value: -2: max cannot be negative',
        'spec.fsGroup.ranges[0].min: Invalid value: -1: min cannot be greater than max',
      ],
    ],
    [
      'capabilities both dropped and allowed',
      errors({ requiredDropCapabilities: ['A'], allowedCapabilities: ['A'], defaultAddCapabilities: ['A'] }),
      [
        'defaultAddCapabilities: Invalid value: "A": capability is listed in defaultAddCapabilities and requiredDropCapabilities',
        'allowedCapabilities: Invalid value: "A": capability is listed in allowedCapabilities and requiredDropCapabilities',
      ],
    ],
    [
      'escalation by default where it is not allowed',
      errors({ allowPrivilegeEscalation: false, defaultAllowPrivilegeEscalation: true }),
      [
        'spec.defaultAllowPrivilegeEscalation: Invalid value: true: Cannot set DefaultAllowPrivilegeEscalation to true without also setting AllowPrivilegeEscalation to true',
      ],
    ],
    [
      'a Flex driver without name',
      errors({ allowedFlexVolumes: [{}] }),
      ['spec.allowedFlexVolumes.allowedFlexVolumes[0].driver: Required value: must specify a driver'],
    ],
    [
      'sysctls that overlap',
      errors({ allowedUnsafeSysctls: ['net.*', 'kernel.shm'], forbiddenSysctls: ['net.core.x', 'kernel.*'] }),
      [
        'spec.forbiddenSysctls[0]: Invalid value: "net.core.x": sysctl overlaps with net.*',
        'spec.allowedUnsafeSysctls[1]: Invalid value: "kernel.shm": sysctl overlaps with kernel.*',
      ],
    ],
    [
      'a sysctl that only starts with a star, and another',
      errors({ forbiddenSysctls: ['*a', 'b'] }),
      [
        'spec.forbiddenSysctls[0]: Invalid value: "*a": must have at most 253 characters and match regex ([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*([a-z0-9][-_a-z0-9]*)?[a-z0-9*]',
      ],
    ],
    [
      'host paths that lead up, each of them, until an empty one',
      errors({ allowedHostPaths: [{ pathPrefix: '/a/../b' }, { pathPrefix: '../..' }, { pathPrefix: '' }, { pathPrefix: '/..' }] }),
      [
        `spec.allowedHostPaths[0]: Invalid value: "/a/../b": must not contain '..'`,
        `spec.allowedHostPaths[1]: Invalid value: "../..": must not contain '..'`,
        'spec.allowedHostPaths[2]: Required value: is required',
      ],
    ],
    [
      'a range without its lower end, which is then 0',
      errors({ runAsUser: { rule: 'MustRunAs', ranges: [{ max: -1 }] } }),
      [
        'spec.runAsUser.ranges[0].max: Invalid value: -1: max cannot be negative',
        'spec.runAsUser.ranges[0].min: Invalid value: 0: min cannot be greater than max',
      ],
    ],
    [
      'all sysctls and one',
      errors({ forbiddenSysctls: ['*', 'a'] }),
      ["spec.forbiddenSysctls.items: Forbidden: if '*' is present, must not specify other sysctls"],
    ],
    [
      'a default runtime class that is not allowed',
      errors({ runtimeClass: { allowedRuntimeClassNames: ['a'], defaultRuntimeClassName: 'b' } }),
      ['spec.runtimeClass.allowedRuntimeClassNames: Required value: default "b" must be allowed'],
    ],
    [
      'profiles that are none',
      errors(
        {},
        {
          'seccomp.security.alpha.kubernetes.io/allowedProfileNames': '*,x',
          'apparmor.security.beta.kubernetes.io/defaultProfileName': 'y',
        },
      ),
      [
        'metadata.annotations[apparmor.security.beta.kubernetes.io/defaultProfileName]: Invalid value: "y": invalid AppArmor profile name: "y"',
        'metadata.annotations[seccomp.security.alpha.kubernetes.io/allowedProfileNames]: Invalid value: "x": must be a valid seccomp profile',
      ],
    ],
  ];
  for (const [what, given, expected] of CASES) it(what, () => expect(given).to.deep.equal(expected));
});
