import type { Ask, Details, Hello, PlayedItem, Tell } from '../outlook/pane/office-messages.ts';

// Stands in for Microsoft's office.js where there is no internet: the part of it that a mail add-in of this kind uses, with Microsoft's
// names and forms (@types/office-js). What it does not play is not there, so that a call of it fails aloud.

const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: { code: number; message: string }) => void }>();
const handlers = new Map<string, (event: unknown) => void>();
let count = 0;

function ask<T>(what: Ask['what'], ...args: unknown[]): Promise<T> {
  return new Promise<unknown>((resolve, reject) => {
    count += 1;
    pending.set(count, { resolve, reject });
    parent.postMessage({ office: 'ask', id: count, what, args } satisfies Ask, location.origin);
  }) as Promise<T>;
}

type Done = (result: { status: 'succeeded' | 'failed'; value?: unknown; error?: unknown }) => void;

/** The last argument of Outlook's calls is a callback, whatever stands before it. */
function answering(work: (...args: unknown[]) => Promise<unknown>) {
  return (...given: unknown[]): void => {
    const done = given.findLast((one) => typeof one === 'function') as Done | undefined;
    const args = given.filter((one) => typeof one !== 'function');
    void settle(work(...args), done);
  };
}

async function settle(work: Promise<unknown>, done: Done | undefined): Promise<void> {
  const result = await work.then((value) => ({ status: 'succeeded' as const, value }), (error: unknown) => ({ status: 'failed' as const, error }));
  done?.(result);
}

const field = (name: string, read: (value: unknown) => unknown = (value) => value) => ({
  getAsync: answering(async () => read(await ask('get', name))),
  setAsync: answering((value) => ask('set', name, value instanceof Date ? value.toISOString() : value)),
});

const recipients = (name: string) => ({
  ...field(name),
  addAsync: answering(async (added) => ask('set', name, [...(await ask<Details[]>('get', name)), ...(added as Details[])])),
});

const toDate = (value: unknown): Date => new Date(String(value));

async function customProperties(): Promise<unknown> {
  const values = await ask<Record<string, unknown>>('get', 'properties');
  return {
    get: (name: string) => values[name],
    set: (name: string, value: unknown) => void (values[name] = value),
    remove: (name: string) => void delete values[name],
    saveAsync: answering(() => ask('set', 'properties', values)),
  };
}

function formItem(itemId: string | null) {
  return {
    itemType: 'appointment',
    subject: field('subject'),
    start: field('start', toDate),
    end: field('end', toDate),
    requiredAttendees: recipients('requiredAttendees'),
    optionalAttendees: recipients('optionalAttendees'),
    sensitivity: field('sensitivity'),
    body: { ...field('body'), prependAsync: answering(async (html) => ask('set', 'body', `${String(html)}${await ask<string>('get', 'body')}`)) },
    loadCustomPropertiesAsync: answering(customProperties),
    getItemIdAsync: answering(async () => {
      if (itemId === null) throw { code: 9020, message: 'The item is not saved.' };
      return itemId;
    }),
  };
}

function itemOf(item: PlayedItem): unknown {
  if (item.kind === 'form') return formItem(item.itemId);
  if (item.kind === 'message') return { ...item, itemType: 'message', sender: item.from };
  const { start, end, bodyHtml, ...rest } = item;
  return { ...rest, itemType: 'appointment', start: new Date(start), end: new Date(end), body: { getAsync: answering(async () => bodyHtml) } };
}

const themeOf = ({ colors }: Hello) => ({ bodyBackgroundColor: colors.body, bodyForegroundColor: colors.text, controlBackgroundColor: colors.body, controlForegroundColor: colors.text });

/** Nested app authentication as msal-browser speaks it: requests and answers as JSON texts over one bridge. */
function installBridge(): void {
  const listeners: ((event: { data: string }) => void)[] = [];
  const tell = (answer: object) => {
    for (const listener of listeners) listener({ data: JSON.stringify(answer) });
  };
  const bridge = {
    hostUrl: location.origin,
    addEventListener: (_name: string, listener: (event: { data: string }) => void) => void listeners.push(listener),
    removeEventListener: () => undefined,
    postMessage: (text: string) => {
      const { requestId, method } = JSON.parse(text) as { requestId: string; method: string };
      const answer = { messageType: 'NestedAppAuthResponse', requestId };
      if (method === 'GetInitContext') return tell({ ...answer, success: true, initContext: { sdkName: 'played', sdkVersion: '1', capabilities: {} } });
      ask<object>('token', 'nested', method).then(
        (value) => tell({ ...answer, success: true, ...value }),
        (error: { message: string }) => tell({ ...answer, success: false, error: { status: 'USER_INTERACTION_REQUIRED', code: error.message, description: 'AADSTS65001: consent_required' } }),
      );
    },
  };
  Object.assign(globalThis, { nestedAppAuthBridge: bridge });
}

/** Requirement sets that are played, each by the second part of its version. */
const sets: Record<string, number> = { Mailbox: 14, IdentityAPI: 3 };

function contextOf(hello: Hello) {
  const mailbox = {
    item: itemOf(hello.item),
    userProfile: { ...hello.user, timeZone: 'UTC' },
    convertToRestId: (id: string) => id.replaceAll('/', '-').replaceAll('+', '_'),
    addHandlerAsync: (name: string, handler: (event: unknown) => void, done?: Done) => {
      handlers.set(name, handler);
      done?.({ status: 'succeeded' });
    },
    removeHandlerAsync: (name: string, done?: Done) => {
      handlers.delete(name);
      done?.({ status: 'succeeded' });
    },
  };
  const isSetSupported = (name: string, least = '1.1') => (name === 'NestedAppAuth' ? hello.nested : minorOf(least) <= (sets[name] ?? -1));
  return { mailbox, displayLanguage: 'en-GB', officeTheme: themeOf(hello), requirements: { isSetSupported }, ui: { openBrowserWindow: (url: string) => void open(url, '_blank', 'noopener') } };
}

const minorOf = (version: string): number => Number(version.split('.')[1] ?? 0);

const office: Record<string, unknown> = {
  HostType: { Outlook: 'Outlook' },
  AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
  CoercionType: { Html: 'html', Text: 'text' },
  EventType: { ItemChanged: 'olkItemSelectedChanged', OfficeThemeChanged: 'officeThemeChanged' },
  MailboxEnums: { ItemType: { Message: 'message', Appointment: 'appointment' }, RestVersion: { v2_0: 'v2.0' }, AppointmentSensitivityType: { Private: 'private' } },
  context: {},
};

const events: Record<string, (value: unknown) => void> = {
  itemChanged: (value) => {
    (office['context'] as ReturnType<typeof contextOf>).mailbox.item = itemOf(value as PlayedItem);
    handlers.get('olkItemSelectedChanged')?.({ type: 'olkItemSelectedChanged' });
  },
  themeChanged: (value) => handlers.get('officeThemeChanged')?.({ type: 'officeThemeChanged', officeTheme: themeOf(value as Hello) }),
};

addEventListener('message', ({ source, origin, data }: MessageEvent<Tell>) => {
  if (source !== parent || origin !== location.origin || typeof data !== 'object' || data === null) return;
  if (data.office === 'event') return events[data.name]?.(data.value);
  if (data.office !== 'answer' && data.office !== 'refusal') return;
  const waiting = pending.get(data.id);
  pending.delete(data.id);
  if (data.office === 'answer') waiting?.resolve(data.value);
  else waiting?.reject({ code: data.code, message: data.message });
});

const nobody = { host: null, platform: null };

async function ready(): Promise<{ host: string | null; platform: string | null }> {
  if (parent === window) return nobody;
  const hello = await ask<Hello>('hello');
  office['context'] = contextOf(hello);
  if (hello.nested) installBridge();
  return { host: 'Outlook', platform: 'OfficeOnline' };
}

let once: ReturnType<typeof ready> | null = null;
office['onReady'] = () => (once ??= ready());

Object.assign(globalThis, {
  Office: office,
  OfficeRuntime: { auth: { getAccessToken: (options: { allowConsentPrompt?: boolean } = {}) => ask<string>('token', 'legacy', options.allowConsentPrompt === true ? 'prompt' : 'silent') } },
});
