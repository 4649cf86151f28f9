import { at, child, duplicate, invalid, notSupported, required, tooLong, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceContext, ResourceDefinition } from './types.ts';
import { keepAllButStatus, keepStatus } from './validation/common.ts';
import { dns1123Label, dns1123Subdomain } from './validation/names.ts';

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

/** What v1 asks that v1beta1 did not. */
const isStrict = ({ requestVersion }: ResourceContext): boolean => !requestVersion?.endsWith('/v1beta1');

function validate({ spec = {} }: KubeObject, context: ResourceContext): FieldError[] {
  const { request = '', signerName = '', usages = [] } = spec;
  const errors: FieldError[] = isRequest(request)
    ? []
    : [invalid('spec.request', { go: bytesText(request) }, 'PEM block type must be CERTIFICATE REQUEST')];
  if (!usages.length) errors.push(required('spec.usages', 'usages must be provided'));
  if (!isStrict(context)) return [...errors, ...validateSigner(signerName)];
  errors.push(...validateUsages(usages, 'spec.usages'));
  if (signerName === LEGACY_SIGNER)
    return [...errors, invalid('spec.signerName', signerName, 'the legacy signerName is not allowed via this API version')];
  return [...errors, ...validateSigner(signerName)];
}

function validateUsages(usages: string[], path: Path): FieldError[] {
  const known = [...USAGES].sort();
  return [
    ...usages.flatMap((usage, i) => (USAGES.has(usage) ? [] : [notSupported(at(path, i), usage, known)])),
    ...usages.flatMap((usage, i) => (usages.indexOf(usage) < i ? [duplicate(at(path, i), usage)] : [])),
  ];
}

const bytesText = (base64: string): string => `[]byte{${[...atob(base64)].map((c) => `0x${c.charCodeAt(0).toString(16)}`).join(', ')}}`;

/** `<domain>/<path>`: labels with dots between, then subdomains with dots between. */
function validateSigner(name: string): FieldError[] {
  const path = 'spec.signerName';
  if (!name) return [required(path, 'signerName must be provided')];
  const [domain = '', rest, ...more] = name.split('/');
  if (rest === undefined || more.length)
    return [invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  return [
    ...(domain.length > 253 ? [tooLong(path, domain, 253)] : []),
    ...firstBad(domain, dns1123Label, path),
    ...(domain.includes('.') ? [] : [invalid(path, domain, 'should be a domain with at least two segments separated by dots')]),
    ...firstBad(rest, dns1123Subdomain, path),
    ...(name.length > 571 ? [tooLong(path, name, 571)] : []),
  ];
}

/** What is wrong with the first part that is wrong. */
function firstBad(text: string, check: (part: string) => string[], path: Path): FieldError[] {
  const bad = text.split('.').find((part) => check(part).length);
  return bad === undefined ? [] : check(bad).map((error) => invalid(path, text, `validating label ${JSON.stringify(bad)}: ${error}`));
}

const DECISIONS = new Set(['Approved', 'Denied', 'Failed']);

function validateConditions({ status }: KubeObject, context: ResourceContext): FieldError[] {
  const conditions: { type?: string; status?: string }[] = status?.conditions ?? [];
  const types = conditions.map(({ type = '' }) => type);
  return conditions.flatMap(({ type = '', status: value = '' }, i) => {
    const path = at('status.conditions', i);
    const errors: FieldError[] = [];
    if (!type && isStrict(context)) errors.push(required(child(path, 'type')));
    const allowed = DECISIONS.has(type) ? ['True'] : ['False', 'True', 'Unknown'];
    if (!value) errors.push(required(child(path, 'status')));
    else if (!allowed.includes(value)) errors.push(notSupported(child(path, 'status'), value, allowed));
    const earlier = types.slice(0, i);
    if ((type === 'Approved' && earlier.includes('Denied')) || (type === 'Denied' && earlier.includes('Approved')))
      errors.push(invalid(child(path, 'type'), type, 'Approved and Denied conditions are mutually exclusive'));
    if (earlier.includes(type) && isStrict(context)) errors.push(duplicate(child(path, 'type'), type));
    return errors;
  });
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
  validateUpdate: () => [],
  status: { prepareForUpdate: keepAllButStatus, validateUpdate: (request, _old, context) => validateConditions(request, context) },
  selectableFields: { 'spec.signerName': ({ spec }) => spec?.signerName ?? '' },
  columns: [
    NAME,
    AGE,
    text('SignerName', ({ spec }) => spec?.signerName ?? '<none>'),
    text('Requestor', ({ spec }) => spec?.username ?? ''),
    text('Condition', conditionText),
  ],
};
