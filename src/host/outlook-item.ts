import { HostError } from './host.ts';
import type { FormContent, MailHost, MailItem, MailPerson } from './mail-host.ts';
import { within } from './within.ts';

/** How long Outlook may take for one answer, in milliseconds. */
const answerWithinMs = 6000;

/** Name of our mark among the custom properties of an item. */
const tagName = 'fieldworkSession';

/** One call of Outlook's as a promise that always settles. */
export function asked<T>(call: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    const refuse = (cause: unknown) => reject(new HostError('unreachable', 'Outlook did not do what was asked.', { cause }));
    try {
      call((result) => (result.status === Office.AsyncResultStatus.Succeeded ? resolve(result.value) : refuse(result.error)));
    } catch (thrown) {
      // office.js checks lengths and permissions before it asks, and throws.
      refuse(thrown);
    }
  });
  return within(answer, answerWithinMs, () => new HostError('unreachable', 'Outlook did not answer.'));
}

type Item = NonNullable<Office.Mailbox['item']>;
type Form = Office.AppointmentCompose;

/** The form of an appointment, whose fields are asked for one by one; null for everything else. */
function formOf(item: Item): Form | null {
  const form = item as unknown as Form;
  return form.itemType === Office.MailboxEnums.ItemType.Appointment && typeof form.subject === 'object' && form.subject !== null ? form : null;
}

const person = ({ emailAddress, displayName }: Office.EmailAddressDetails): MailPerson => ({ address: emailAddress, name: displayName });
const people = (...lists: (Office.EmailAddressDetails[] | Office.EmailAddressDetails | undefined)[]): MailPerson[] =>
  lists.flat().flatMap((one) => (one?.emailAddress ? [person(one)] : []));

/** Outlook's own id of an item in the form that Graph takes; null while it has none. */
function restId(mailbox: Office.Mailbox, id: string | undefined): string | null {
  return id ? mailbox.convertToRestId(id, Office.MailboxEnums.RestVersion.v2_0) : null;
}

const teamsLink = /https:\/\/teams\.(?:microsoft\.com|live\.com|cloud\.microsoft)\/(?:l\/meetup-join|meet)\/[^\s"'<>]+/i;

/** The Teams link in an appointment's text; null when there is none, or the text cannot be read. */
async function joinUrlOf(item: Office.AppointmentRead): Promise<string | null> {
  const html = await asked<string>((done) => item.body.getAsync(Office.CoercionType.Html, done)).catch(() => '');
  return teamsLink.exec(html)?.[0]?.replaceAll('&amp;', '&') ?? null;
}

async function readForm(mailbox: Office.Mailbox, item: Form): Promise<MailItem> {
  const [subject, start, end, required, optional, properties, id] = await Promise.all([
    asked<string>((done) => item.subject.getAsync(done)),
    asked<Date>((done) => item.start.getAsync(done)),
    asked<Date>((done) => item.end.getAsync(done)),
    asked<Office.EmailAddressDetails[]>((done) => item.requiredAttendees.getAsync(done)),
    asked<Office.EmailAddressDetails[]>((done) => item.optionalAttendees.getAsync(done)),
    asked<Office.CustomProperties>((done) => item.loadCustomPropertiesAsync(done)).catch(() => null),
    // Fails as long as the form was never saved: then it has no id.
    asked<string>((done) => item.getItemIdAsync(done)).catch(() => undefined),
  ]);
  const tag: unknown = properties?.get(tagName);
  return { kind: 'form', subject, start, end, people: people(required, optional), itemId: restId(mailbox, id), tag: typeof tag === 'string' ? tag : null };
}

async function readItem(mailbox: Office.Mailbox): Promise<MailItem | null> {
  const item = mailbox.item;
  if (!item) return null;
  const form = formOf(item);
  if (form) return readForm(mailbox, form);
  if (item.itemType === Office.MailboxEnums.ItemType.Message) {
    const { subject, from, sender, to, cc, itemId } = item as unknown as Office.MessageRead;
    return { kind: 'message', subject, people: people(from, sender, to, cc), itemId: restId(mailbox, itemId) };
  }
  const read = item as unknown as Office.AppointmentRead;
  const { subject, organizer, requiredAttendees, optionalAttendees, itemId, start, end } = read;
  return { kind: 'appointment', subject, start, end, people: people(organizer, requiredAttendees, optionalAttendees), itemId: restId(mailbox, itemId), joinUrl: await joinUrlOf(read) };
}

function openForm(mailbox: Office.Mailbox): Form {
  const form = mailbox.item ? formOf(mailbox.item) : null;
  if (!form) throw new HostError('unreachable', 'The meeting’s form is not open any more.');
  return form;
}

async function tag(mailbox: Office.Mailbox, sessionId: string | null): Promise<void> {
  const form = openForm(mailbox);
  const properties = await asked<Office.CustomProperties>((done) => form.loadCustomPropertiesAsync(done));
  if (sessionId === null) properties.remove(tagName);
  else properties.set(tagName, sessionId);
  await asked<void>((done) => properties.saveAsync(done as (result: Office.AsyncResult<void>) => void));
}

/** Adds people to a line of the form unless they are on either. */
async function invite(field: Office.Recipients, there: readonly string[], wanted: FormContent['attendees']): Promise<void> {
  const missing = wanted.filter(({ email }) => !there.includes(email.toLowerCase()));
  if (missing.length === 0) return;
  await asked<void>((done) => field.addAsync(missing.map(({ email, displayName }) => ({ emailAddress: email, displayName })), done));
}

/** Field by field, in the order a person would see them fill; the start before the end, which Outlook moves along. */
async function fill(mailbox: Office.Mailbox, content: FormContent): Promise<void> {
  const form = openForm(mailbox);
  const lists = await Promise.all([form.requiredAttendees, form.optionalAttendees].map((field) => asked<Office.EmailAddressDetails[]>((done) => field.getAsync(done))));
  const there = lists.flat().map(({ emailAddress }) => emailAddress.toLowerCase());
  await invite(form.requiredAttendees, there, content.attendees.filter(({ optional }) => !optional));
  await invite(form.optionalAttendees, there, content.attendees.filter(({ optional }) => optional));
  await asked<void>((done) => form.subject.setAsync(content.subject, done));
  await asked<void>((done) => form.start.setAsync(new Date(content.start), done));
  await asked<void>((done) => form.end.setAsync(new Date(content.end), done));
  if (content.bodyHtml !== '') await asked<void>((done) => form.body.prependAsync(content.bodyHtml, { coercionType: Office.CoercionType.Html }, done));
  const canHide = content.isPrivate && Office.context.requirements.isSetSupported('Mailbox', '1.14');
  if (canHide) await asked<void>((done) => form.sensitivity.setAsync(Office.MailboxEnums.AppointmentSensitivityType.Private, done));
}

/** The open item through Outlook's own calls. */
export function outlookMail(mailbox: Office.Mailbox): MailHost {
  return {
    item: () => readItem(mailbox),
    onItem(listener) {
      const changed = () => listener();
      mailbox.addHandlerAsync(Office.EventType.ItemChanged, changed, () => undefined);
      return () => mailbox.removeHandlerAsync(Office.EventType.ItemChanged, () => undefined);
    },
    tag: (sessionId) => tag(mailbox, sessionId),
    fill: (content) => fill(mailbox, content),
  };
}
