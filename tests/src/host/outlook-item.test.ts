/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { outlookMail } from '../../../src/host/outlook-item.ts';
import type { FormContent } from '../../../src/host/mail-host.ts';
import { createFakeOutlook, type FakeOutlook } from './fake-outlook.ts';

let outlook: FakeOutlook;
beforeEach(() => {
  outlook = createFakeOutlook();
  Object.assign(globalThis, { Office: outlook.Office });
});
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'Office');
});

const ines = { emailAddress: 'ines@alder.example', displayName: 'Ines' };
const omar = { emailAddress: 'omar@alder.example', displayName: 'Omar' };
const content = {
  subject: 'Coaching session', bodyHtml: '<p>Agenda</p>', start: '2026-03-04T14:30:00Z', end: '2026-03-04T15:30:00Z', isPrivate: true,
  attendees: [{ email: 'ines@alder.example', displayName: 'Ines', optional: false }, { email: 'marcus@alder.example', displayName: 'Marcus', optional: true }],
};
const mail = () => outlookMail(outlook.mailbox);
const fill = (wanted: FormContent) => mail().fill(wanted);

describe('a message', () => {
  it('is its subject and everybody in it, by an id that Graph takes', async () => {
    outlook.open({ itemType: 'message', subject: 'Thursday', itemId: 'AAMk/+=', from: ines, sender: ines, to: [omar], cc: [] });
    expect(await mail().item()).toEqual({
      kind: 'message', subject: 'Thursday', itemId: 'AAMk-_=',
      people: [ines, ines, omar].map(({ emailAddress, displayName }) => ({ address: emailAddress, name: displayName })),
    });
  });

  it('may have nobody and no id: a draft, a room, a list without an address', async () => {
    outlook.open({ itemType: 'message', subject: '', from: undefined, to: [{ emailAddress: '', displayName: 'Everybody' }] });
    expect(await mail().item()).toEqual({ kind: 'message', subject: '', itemId: null, people: [] });
  });

  it('is none when nothing is open', async () => {
    outlook.open(null);
    expect(await mail().item()).toBeNull();
  });
});

describe('an appointment that is attended', () => {
  const appointment = { itemType: 'appointment', subject: 'Coaching', itemId: 'A', organizer: ines, requiredAttendees: [omar], optionalAttendees: [], start: new Date(content.start), end: new Date(content.end) };

  it.each([
    ['an old link', 'https://teams.microsoft.com/l/meetup-join/19%3ameeting/0?context=%7b%7d&amp;x=1', 'https://teams.microsoft.com/l/meetup-join/19%3ameeting/0?context=%7b%7d&x=1'],
    ['a short link', 'https://teams.microsoft.com/meet/123?p=abc', 'https://teams.microsoft.com/meet/123?p=abc'],
    ['a link of the new host', 'https://teams.cloud.microsoft/l/meetup-join/19', 'https://teams.cloud.microsoft/l/meetup-join/19'],
    ['somebody’s page with such a name', 'https://teams.microsoft.com.evil.example/l/meetup-join/19', null],
    ['no link', 'https://example.com', null],
  ])('is known by the Teams link in its text: %s', async (_what, href, joinUrl) => {
    outlook.open({ ...appointment, body: outlook.answering({ getAsync: `<p><a href="${href}">Join</a></p>` }) });
    expect(await mail().item()).toMatchObject({ kind: 'appointment', joinUrl, itemId: 'A', people: [{ address: ines.emailAddress }, { address: omar.emailAddress }] });
  });

  it('is read without its text where that is refused, or never comes', async () => {
    outlook.open({ ...appointment, body: outlook.answering({ getAsync: new Error('refused') }) });
    expect(await mail().item()).toMatchObject({ kind: 'appointment', joinUrl: null });
    jest.useFakeTimers();
    outlook.open({ ...appointment, body: { getAsync: () => undefined } });
    const item = mail().item();
    await jest.advanceTimersByTimeAsync(7000);
    expect(await item).toMatchObject({ kind: 'appointment', joinUrl: null });
  });
});

describe('the form of a new meeting', () => {
  it('is read field by field; without an id and a mark as long as it has none', async () => {
    outlook.openForm();
    expect(await mail().item()).toMatchObject({ kind: 'form', subject: '', itemId: null, tag: null, people: [] });
    outlook.form.itemId = 'B/';
    await mail().tag('session');
    expect([outlook.form.saved, await mail().item()]).toEqual([{ fieldworkSession: 'session' }, expect.objectContaining({ itemId: 'B-', tag: 'session' })]);
    await mail().tag(null);
    expect([outlook.form.saved, await mail().item()]).toEqual([{}, expect.objectContaining({ tag: null })]);
  });

  it('is filled in the order a person would see: people, subject, start before end, the text in front of what is there, private', async () => {
    outlook.openForm();
    outlook.form.fields['body'] = '<p>Signature</p>';
    await fill(content);
    expect(outlook.form.fields).toEqual({
      requiredAttendees: [ines], optionalAttendees: [{ emailAddress: 'marcus@alder.example', displayName: 'Marcus' }],
      subject: 'Coaching session', start: new Date(content.start), end: new Date(content.end), body: '<p>Agenda</p><p>Signature</p>', sensitivity: 'private',
    });
    expect(outlook.form.written).toEqual(['requiredAttendees', 'optionalAttendees', 'subject', 'start', 'end', 'body', 'sensitivity']);
  });

  it('keeps the people who are in it, and has nobody twice, however an address is spelt', async () => {
    outlook.openForm();
    outlook.form.fields['optionalAttendees'] = [{ ...ines, emailAddress: 'INES@alder.example' }];
    outlook.form.fields['requiredAttendees'] = [omar];
    await fill(content);
    expect([outlook.form.fields['requiredAttendees'], outlook.form.written.includes('requiredAttendees')]).toEqual([[omar], false]);
  });

  it('leaves an empty text and, where Outlook cannot hide a meeting, its visibility alone', async () => {
    outlook.openForm();
    outlook.mailboxSet = 13;
    await fill({ ...content, bodyHtml: '' });
    expect(outlook.form.written).toEqual(['requiredAttendees', 'optionalAttendees', 'subject', 'start', 'end']);
  });

  it('says so when Outlook refuses, when it never answers, and when the form is closed meanwhile', async () => {
    outlook.openForm();
    outlook.form.refuses.add('subject');
    await expect(fill(content)).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });
    outlook.form.refuses.clear();
    outlook.form.throws.add('subject');
    await expect(fill(content)).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });
    outlook.form.throws.clear();
    outlook.form.silent.add('subject');
    jest.useFakeTimers();
    const late = expect(fill(content)).rejects.toMatchObject({ name: 'HostError', code: 'unreachable' });
    await jest.advanceTimersByTimeAsync(7000);
    await late;
    jest.useRealTimers();
    outlook.open({ itemType: 'message', subject: 'Another' });
    for (const work of [fill(content), mail().tag('x')]) await expect(work).rejects.toMatchObject({ message: 'The meeting’s form is not open any more.' });
  });
});

describe('another item beside a pane that stays', () => {
  it('is told, until nobody listens', () => {
    const heard = jest.fn();
    const stop = mail().onItem(heard);
    outlook.raise('olkItemSelectedChanged');
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    outlook.raise('olkItemSelectedChanged');
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
