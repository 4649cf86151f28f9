import { expect } from 'chai';
import fc from 'fast-check';
import { invalid } from '../../../../../core/kubernetes/field.ts';
import * as names from '../../../../../core/kubernetes/resources/validation/names.ts';
import { versionsOf } from '../../../../../core/kubernetes/versions.ts';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('names', () => {
  it('say what a subdomain is', () => {
    expect(names.dns1123Subdomain('Bad_Value')).to.deep.equal([SUBDOMAIN]);
    expect(names.dns1123Subdomain('a'.repeat(254))).to.deep.equal(['must be no more than 253 characters']);
    expect(names.dns1123Subdomain('example.com')).to.deep.equal([]);
  });

  it('speak of DNS-1123 on servers before 1.20', () => {
    const [error] = names.inWordsOf(versionsOf('1.19.2'), [invalid('metadata.name', 'X', SUBDOMAIN)]);
    expect(error!.detail).to.match(/^a DNS-1123 subdomain must consist of/);
    expect(names.inWordsOf(versionsOf('1.20.2'), [invalid('metadata.name', 'X', SUBDOMAIN)])[0]!.detail).to.equal(SUBDOMAIN);
    expect(names.nameErrors('dns1123label', 'X', false, versionsOf('1.18.8'))[0]).to.match(/^a DNS-1123 label/);
  });

  it('let the start of a generated name end with a dash', () => {
    expect(names.nameErrors('dns1123subdomain', 'web-', true)).to.deep.equal([]);
    expect(names.nameErrors('dns1123subdomain', 'web-', false)).to.deep.equal([SUBDOMAIN]);
    expect(names.nameErrors('dns1123subdomain', '-', true)).to.deep.equal([SUBDOMAIN]);
  });

  it('may be any part of a path where that is the rule', () => {
    expect(names.pathSegment('system:node')).to.deep.equal([]);
    expect(names.pathSegment('.')).to.deep.equal(["may not be '.'"]);
    expect(names.pathSegment('a/b%c')).to.deep.equal(["may not contain '/'", "may not contain '%'"]);
    expect(names.nameErrors('pathSegment', '..', true)).to.deep.equal([]);
  });

  it('of ports have at most 15 characters, a letter and no doubled dash', () => {
    expect(names.portName('http-alt')).to.deep.equal([]);
    expect(names.portName('80')).to.deep.equal(['must contain at least one letter or number (a-z, 0-9)']);
    expect(names.portName('a--b-')).to.deep.equal(['must not contain consecutive hyphens', 'must not begin or end with a hyphen']);
    expect(names.portName('aaaaaaaaaaaaaaaaaaaa')).to.deep.equal(['must be no more than 15 characters']);
  });

  it('of config map keys stay in their folder', () => {
    expect(names.configMapKey('..data')).to.deep.equal(["must not start with '..'"]);
    expect(names.configMapKey('.')).to.deep.equal(["must not be '.'"]);
    expect(names.configMapKey('a b')[0]).to.match(/^a valid config key must consist of/);
  });

  it('count bytes, not characters', () => {
    expect(names.byteLength('é')).to.equal(2);
    expect(names.configMapKey('é'.repeat(127))).to.include('must be no more than 253 characters');
  });

  it('accept every label within a subdomain', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), (labels) => {
        expect(names.dns1123Subdomain(labels.join('.'))).to.deep.equal([]);
        for (const one of labels) expect(names.dns1123Label(one)).to.deep.equal([]);
      }),
      { seed: 20 },
    );
  });

  it('refuse a subdomain exactly where one of its labels is none', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '0', '-', '.', 'A'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, (value) => {
        const sound = value.split('.').every((part) => names.dns1123Label(part).length === 0);
        expect(names.dns1123Subdomain(value).length === 0).to.equal(sound);
      }),
      { seed: 20 },
    );
  });
});
