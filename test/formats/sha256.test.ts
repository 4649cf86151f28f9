import { expect } from 'chai';
import { sha256 } from '../../formats/sha256.ts';

const hex = (text: string) => [...sha256(text)].map((b) => b.toString(16).padStart(2, '0')).join('');

describe('SHA-256', () => {
  it('gives the digests of FIPS 180-4', () => {
    expect(hex('abc')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hex('')).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).to.equal(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });
});
