import { at, invalid, required, type FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { keepAllButStatus, keepStatus } from './validation/common.ts';

const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const USAGES = new Set([
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
]);

/** The request must be PEM of a certificate request; its contents are not looked at. */
const isRequest = (base64: string): boolean => {
  try {
    return /-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(atob(base64));
  } catch {
    return false;
  }
};

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { request = '', signerName = '', usages = [] } = spec;
  const errors: FieldError[] = isRequest(request)
    ? []
    : [invalid('spec.request', { go: bytesText(request) }, 'PEM block type must be CERTIFICATE REQUEST')];
  if (!usages.length) errors.push(required('spec.usages', 'usages must be provided'));
  (usages as string[]).forEach(
    (usage, i) =>
      USAGES.has(usage) ||
      errors.push({
        type: 'NotSupported',
        field: at('spec.usages', i),
        value: usage,
        detail: `supported values: ${[...USAGES]
          .sort()
          .map((known) => JSON.stringify(known))
          .join(', ')}`,
      }),
  );
  return [...errors, ...validateSigner(signerName)];
}

const bytesText = (base64: string): string => `[]byte{${[...atob(base64)].map((c) => `0x${c.charCodeAt(0).toString(16)}`).join(', ')}}`;

function validateSigner(name: string): FieldError[] {
  const path = 'spec.signerName';
  if (!name) return [required(path)];
  const parts = name.split('/');
  if (parts.length !== 2) return [invalid(path, name, 'must be a fully qualified domain and path of the form "example.com/signer-name"')];
  return parts[0]!.includes('.') ? [] : [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
}

/** extractCSRStatus: `Approved,Issued`, `Pending`. */
function conditionText({ status }: KubeObject): string {
  const types = ((status?.conditions ?? []) as { type: string }[]).map(({ type }) => type);
  const has = (type: string): boolean => types.includes(type);
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return [decision, ...(has('Failed') ? ['Failed'] : []), ...(status?.certificate ? ['Issued'] : [])].join(',');
}

export const certificateSigningRequests: ResourceDefinition = {
  group: 'certificates.k8s.io',
  served: (versions) => [...(versions.has('certificatesV1') ? ['v1'] : []), ...(versions.has('v1beta1Apis') ? ['v1beta1'] : [])],
  storageVersion: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  namespaced: false,
  nameRule: 'pathSegment',
  default({ spec }, { requestVersion }) {
    if (requestVersion?.endsWith('/v1beta1') && spec) {
      spec.signerName ||= LEGACY_SIGNER;
      if (!spec.usages?.length) spec.usages = ['digital signature', 'key encipherment'];
    }
  },
  prepareForCreate(request, { user }) {
    request.status = {};
    for (const field of ['username', 'uid', 'groups', 'extra']) delete request.spec[field];
    if (user)
      Object.assign(request.spec, {
        username: user.name,
        ...(user.uid ? { uid: user.uid } : {}),
        ...(user.groups.length ? { groups: user.groups } : {}),
        ...(user.extra ? { extra: user.extra } : {}),
      });
  },
  prepareForUpdate(request, old) {
    keepStatus(request, old);
    request.spec = old.spec;
  },
  validate,
  validateUpdate: (request, old) => (equal(request.spec, old.spec) ? [] : validate(request)),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    AGE,
    text('SignerName', ({ spec }) => spec?.signerName ?? '<none>'),
    text('Requestor', ({ spec }) => spec?.username ?? ''),
    text('Condition', conditionText),
  ],
};
