/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createLeftAt } from '../../../src/entries/task-pane/left-at.ts';
import type { MailItem } from '../../../src/host/mail-host.ts';

const message = (itemId: string | null): MailItem => ({ kind: 'message', subject: '', people: [], itemId });

/** Drafts in a map, and the address of the screen that is shown. */
function world(kept = new Map<string, string>()) {
  const at = { path: '/' };
  const drafts = {
    read: async (place: string) => kept.get(place) ?? null,
    write: (place: string, content: string) => void kept.set(place, content),
    forget: (place: string) => void kept.delete(place),
  };
  return { kept, at, again: () => world(kept), ...createLeftAt(drafts, () => at.path) };
}

describe('where the pane was left', () => {
  it('is gone on with when its item is opened again, once, and not beside another', async () => {
    const { kept, at, drafts, resume, again } = world();
    expect(await resume(message('AAMk=='))).toBeNull();
    at.path = '/engagements/1/book?move=2';
    drafts.write('move.2', 'x');
    expect([...kept.keys()]).toEqual(['move.2', expect.stringMatching(/^item\.[0-9a-f]{64}$/)]);
    const next = again();
    expect([await next.resume(message('another')), await next.resume(message('AAMk==')), await next.resume(message('AAMk=='))]).toEqual([null, '/engagements/1/book?move=2', null]);
  });

  it('is forgotten with what was half done', async () => {
    const { kept, at, drafts, resume, again } = world();
    await resume(message('A'));
    at.path = '/engagements/1/book';
    drafts.write('book.1', 'x');
    drafts.forget('book.1');
    expect([kept.size, await again().resume(message('A'))]).toEqual([0, null]);
  });

  it('is nowhere beside the item itself, nor for an item that has no id', async () => {
    const { kept, at, drafts, resume } = world();
    await resume(message('A'));
    drafts.write('cancel.1', 'x');
    await resume(message(null));
    at.path = '/engagements/1/book';
    drafts.write('book.1', 'x');
    expect([...kept.keys()]).toEqual(['cancel.1', 'book.1']);
  });

  it('is known by the link of a meeting whose id is not told; what is no address is no way', async () => {
    const meeting: MailItem = { kind: 'appointment', subject: '', people: [], itemId: null, start: new Date(), end: new Date(), joinUrl: 'https://teams.microsoft.com/meet/1' };
    const first = world();
    await first.resume(meeting);
    first.at.path = 'javascript:alert(1)';
    first.drafts.write('book.1', 'x');
    const item = [...first.kept.keys()].find((key) => key.startsWith('item.'))!;
    expect(await first.again().resume(meeting)).toBeNull();
    first.kept.set(item, 'not ours');
    expect(await first.again().resume(meeting)).toBeNull();
  });
});
