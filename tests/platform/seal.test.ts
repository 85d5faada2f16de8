import { expect, it } from '@jest/globals';
import { createSeal, newKey } from '../../server/platform/seal.ts';

const [old, newest, other] = [newKey(), newKey(), newKey()];
const about = 'graph-token t/o';

it('gives back what was sealed, never in the same bytes twice, and to nobody with another key', () => {
  const seal = createSeal([newest]);
  const [once, again] = [seal.close('a token', about), seal.close('a token', about)];
  expect(seal.open(once, about)).toEqual({ text: 'a token', outdated: false });
  expect(once.sealed.equals(again.sealed)).toBe(false);
  expect(once.sealed.includes('a token')).toBe(false);
  expect(createSeal([other]).open(once, about)).toBeNull();
  // The right name for a wrong key.
  expect(createSeal([other]).open({ ...once, keyId: createSeal([other]).close('x', about).keyId }, about)).toBeNull();
});

it('opens with older keys and says that they are', () => {
  const kept = createSeal([old]).close('a token', about);
  expect(createSeal([newest, old]).open(kept, about)).toEqual({ text: 'a token', outdated: true });
});

it('takes nothing that was changed, cut, or moved to somebody else', () => {
  const seal = createSeal([newest]);
  const { keyId, sealed } = seal.close('a token', about);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(seal.open({ keyId, sealed: changed }, about)).toBeNull();
    expect(seal.open({ keyId, sealed: sealed.subarray(0, at) }, about)).toBeNull();
  }
  expect(seal.open({ keyId, sealed }, 'graph-token t/p')).toBeNull();
});

it('refuses keys of another length', () => {
  for (const keys of [[], [''], ['c2hvcnQ='], [newest, 'c2hvcnQ=']]) expect(() => createSeal(keys)).toThrow('32 bytes');
});
