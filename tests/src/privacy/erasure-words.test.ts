import { expect, it } from '@jest/globals';
import { sentenceOf, underOf } from '../../../src/features/audit/audit-words.ts';
import { askedOfWords, askedWords } from '../../../src/features/privacy/erasure-words.ts';

const asked = { askedAt: '2026-03-02T08:00:00.000Z', dueAt: '2026-03-09T08:00:00.000Z', byThemselves: true, begun: false };
const at = (instant: string): string => instant.slice(0, 10);

it('says who asked for an erasure, and until when it can be taken back', () => {
  expect(askedWords(asked, at)).toBe('You asked for it on 2026-03-02. It happens on 2026-03-09; until then you can take it back.');
  expect(askedWords({ ...asked, byThemselves: false }, at)).toMatch(/^A programme lead asked/);
  expect(askedWords({ ...asked, begun: true }, at)).toMatch(/cannot be taken back/);
  expect(askedOfWords(asked, at)).toBe('To be erased on 2026-03-09, as they asked themselves.');
  expect(askedOfWords({ ...asked, begun: true }, at)).toBe('Being erased.');
});

it('says who did what in a sentence, and under it as what and how', () => {
  expect(sentenceOf({ actor: 'Ines Example', did: 'moved a session, or asked to' })).toBe('Ines Example moved a session, or asked to.');
  expect(underOf({ concerning: 'Amina with Ines', role: 'coach', signedBy: 'coach-link' }, 'Monday')).toBe('Monday · Amina with Ines · as coach · by a personal link');
  expect(underOf({ concerning: null, role: 'person', signedBy: 'sign-in' }, 'Monday')).toBe('Monday');
});
