type Done<T> = (result: Office.AsyncResult<T>) => void;

/** What the fake's form holds and how it behaves. */
export interface FakeForm {
  fields: Record<string, unknown>;
  /** Names of the fields that were written, in order. */
  written: string[];
  /** Fields that refuse to be written, and those that never answer. */
  refuses: Set<string>;
  silent: Set<string>;
  /** Fields that office.js does not even ask Outlook for. */
  throws: Set<string>;
  /** Outlook's id once the form was saved. */
  itemId: string | null;
  /** Custom properties as they were last saved. */
  saved: Record<string, unknown>;
}

export interface FakeOutlook {
  Office: Pick<typeof Office, 'AsyncResultStatus' | 'CoercionType' | 'EventType' | 'MailboxEnums' | 'context'>;
  mailbox: Office.Mailbox;
  form: FakeForm;
  /** Second part of the highest version of the Mailbox requirement set. */
  mailboxSet: number;
  /** Opens an item that is read. */
  open(item: object | null): void;
  openForm(): void;
  /** Methods by name that answer so, or with a failure. */
  answering(answers: Record<string, unknown>): object;
  raise(event: string): void;
}

const succeeded = <T>(value: T) => ({ status: 'succeeded', value }) as unknown as Office.AsyncResult<T>;
const failed = (error: unknown) => ({ status: 'failed', error }) as unknown as Office.AsyncResult<never>;
const callbackIn = (args: unknown[]) => args.findLast((arg) => typeof arg === 'function') as Done<unknown> | undefined;

/** Outlook's side of office.js by hand, with its names: answers later, by callback, with a result that says whether it worked. */
export function createFakeOutlook(): FakeOutlook {
  const handlers = new Map<string, (event: unknown) => void>();
  const form: FakeForm = { fields: emptyForm(), written: [], refuses: new Set(), silent: new Set(), throws: new Set(), itemId: null, saved: {} };
  const mailbox = {
    item: null as unknown,
    convertToRestId: (id: string) => id.replaceAll('/', '-').replaceAll('+', '_'),
    addHandlerAsync: (name: string, handler: (event: unknown) => void) => void handlers.set(name, handler),
    removeHandlerAsync: (name: string) => void handlers.delete(name),
  };
  const fake: FakeOutlook = {
    Office: {
      AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
      CoercionType: { Html: 'html', Text: 'text' },
      EventType: { ItemChanged: 'olkItemSelectedChanged' },
      MailboxEnums: { ItemType: { Message: 'message', Appointment: 'appointment' }, RestVersion: { v2_0: 'v2.0' }, AppointmentSensitivityType: { Private: 'private' } },
      context: { requirements: { isSetSupported: (_name: string, least: string) => Number(least.split('.')[1]) <= fake.mailboxSet } },
    } as unknown as FakeOutlook['Office'],
    mailbox: mailbox as unknown as Office.Mailbox,
    form,
    mailboxSet: 14,
    open: (item) => void (mailbox.item = item),
    openForm: () => void (mailbox.item = formItem(form)),
    answering: (answers) =>
      Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, (...args: unknown[]) => queueMicrotask(() => callbackIn(args)?.(answer instanceof Error ? failed(answer) : succeeded(answer)))])),
    raise: (event) => handlers.get(event)?.({ type: event }),
  };
  return fake;
}

const emptyForm = (): Record<string, unknown> => ({ subject: '', start: new Date(0), end: new Date(0), requiredAttendees: [], optionalAttendees: [], body: '' });

function formItem(form: FakeForm): object {
  const write = (name: string, change: (value: unknown) => unknown) => (...args: unknown[]) => {
    if (form.silent.has(name)) return;
    if (form.throws.has(name)) throw new RangeError(`Sys.ArgumentOutOfRangeException: ${name}`);
    queueMicrotask(() => {
      if (form.refuses.has(name)) return callbackIn(args)?.(failed({ code: 9000 }));
      form.written.push(name);
      form.fields[name] = change(args[0]);
      callbackIn(args)?.(succeeded(undefined));
    });
  };
  const field = (name: string) => ({
    getAsync: (...args: unknown[]) => queueMicrotask(() => callbackIn(args)?.(succeeded(form.fields[name]))),
    setAsync: write(name, (value) => value),
    addAsync: write(name, (value) => [...(form.fields[name] as unknown[]), ...(value as unknown[])]),
    prependAsync: write(name, (value) => `${String(value)}${String(form.fields[name])}`),
  });
  const names = ['subject', 'start', 'end', 'requiredAttendees', 'optionalAttendees', 'body', 'sensitivity'];
  return {
    itemType: 'appointment',
    ...Object.fromEntries(names.map((name) => [name, field(name)])),
    getItemIdAsync: (done: Done<string>) => queueMicrotask(() => done(form.itemId === null ? failed({ code: 9020 }) : succeeded(form.itemId))),
    loadCustomPropertiesAsync: (done: Done<unknown>) => queueMicrotask(() => done(succeeded(properties(form)))),
  };
}

function properties(form: FakeForm): object {
  const values = { ...form.saved };
  return {
    get: (name: string) => values[name],
    set: (name: string, value: unknown) => void (values[name] = value),
    remove: (name: string) => void delete values[name],
    saveAsync: (done: Done<unknown>) => {
      form.saved = { ...values };
      queueMicrotask(() => done(succeeded(undefined)));
    },
  };
}
