/** Somebody as Outlook on the web names them to office.js. */
export interface Named {
  address: string;
  name: string;
}

/** What the stand-in Outlook has open; times are milliseconds since 1970, kinds as office.js numbers them. */
export type OpenItem =
  | { itemType: 1; id: string; subject: string; sender: Named; from: Named; to: Named[]; cc: Named[] }
  | { itemType: 2; id: string; subject: string; organizer: Named; to: Named[]; cc: Named[]; start: number; end: number; body: string }
  | { itemType: 5 };

export interface Form {
  subject: string;
  /** Required and optional people, in this order. */
  people: [Named[], Named[]];
  /** Start and end. */
  times: [number, number];
  body: string;
  properties: Record<string, unknown>;
}

export interface Opening {
  /** Address of the pane's page. */
  pane: string;
  item: OpenItem;
  user: Named;
  /** Requirement sets with the highest version this Outlook has, e.g. `{ Mailbox: '1.14' }`. */
  sets: Record<string, string>;
  /** What `getAccessTokenAsync` answers; a number is the code of a refusal. */
  token: string | number;
  now: number;
}

/** What the stand-in leaves in its page, for a test to look at. */
export interface Played {
  form: Form;
  /** Everything it was asked, as `action number`; what it does not play ends with `?`. */
  asked: string[];
  /** Opens another item beside the pane that stays, as Outlook does with a pinned one. */
  open: (item: OpenItem) => void;
}

/**
 * Runs in a page at Outlook's own address and plays Outlook on the web's side of the messages that Microsoft's office.js sends its parent:
 * texts of JSON with a type (0 asks, 1 answers), an action and a number. Learnt from `outlook-web-16.01.debug.js` of @microsoft/office-js
 * 1.1.110; it is nobody's documented interface. Everything is inside, because the browser gets this function as text.
 */
export function playOutlook({ pane, item, user, sets, token, now }: Opening): void {
  type Params = { recipientField?: 0 | 1; recipientArray?: Named[]; TimeProperty?: number; time?: number; subject?: string; data?: string; customProperties?: Record<string, unknown> };
  type Request = { _messageType: number; _actionName: string; _conversationId: string; _correlationId: number; _data: { ApiParams?: Params; MethodData?: { DispatchId: number }; DdaMethod?: { DispatchId: number } } };
  const form: Form = { subject: '', people: [[], []], times: [now + 3_600_000, now + 5_400_000], body: '', properties: {} };
  const asked: string[] = [];
  let open = item;
  const done = (data?: unknown) => ({ wasSuccessful: true, data, error: false });
  const timeOf = ({ TimeProperty }: Params): 0 | 1 => (TimeProperty === 1 ? 0 : 1);
  /** Calls by the numbers that office.js gives them. */
  const methods: Record<number, (params: Params) => unknown> = {
    3: () => ({ wasSuccessful: true, customProperties: JSON.stringify(form.properties) }),
    4: ({ customProperties = {} }) => { form.properties = customProperties; return done(); },
    15: ({ recipientField = 0 }) => done(form.people[recipientField]),
    17: ({ subject = '' }) => { form.subject = subject; return done(); },
    18: () => done(form.subject),
    22: ({ recipientField = 0, recipientArray = [] }) => { form.people[recipientField].push(...recipientArray); return done(); },
    23: ({ data = '' }) => { form.body = `${data}${form.body}`; return done(); },
    24: (params) => done(form.times[timeOf(params)]),
    25: (params) => { form.times[timeOf(params)] = params.time ?? 0; return done(); },
    37: () => done(open.itemType === 2 ? open.body : form.body),
    // Not saved: there is no id yet.
    164: () => ({ wasSuccessful: false, error: true, errorCode: 9020 }),
    172: () => done(),
  };
  const initialData = () => ({
    permissionLevel: 3, isRestIdSupported: true, hostVersion: '20.0.0.0', owaView: 'ThreeColumns',
    userProfileType: 'office365', userDisplayName: user.name, userEmailAddress: user.address, userTimeZone: 'UTC', timeZoneOffsets: null, ...open,
  });
  const appContext = () => ({
    _id: 'pane', _appName: 64, _appVersion: '16.01', _appUILocale: 'en-US', _dataLocale: 'en-US', _docUrl: location.origin, _clientMode: 1, _settings: {}, _reason: 1, _osfControlType: 1,
    _eToken: '', _correlationId: 'smoke', _appInstanceId: 'pane', _requirementMatrix: JSON.stringify(sets),
  });
  const callOf = ({ _actionName, _data }: Request): string => `${_actionName} ${_data?.MethodData?.DispatchId ?? _data?.DdaMethod?.DispatchId ?? ''}`.trim();
  const answers: Record<string, (data: Request['_data']) => unknown> = {
    ContextActivationManager_getAppContextAsync: appContext,
    ContextActivationManager_notifyHost: () => ({}),
    GetInitialData: initialData,
    ExecuteMethod: ({ MethodData, ApiParams = {} }) => methods[MethodData?.DispatchId ?? 0]?.(ApiParams) ?? null,
    executeMethod: () => (typeof token === 'string' ? { Version: 1, Error: 0, accessToken: token } : { Version: 1, Error: token }),
  };
  const frame = document.createElement('iframe');
  const say = (message: object) => frame.contentWindow?.postMessage(JSON.stringify({ _serializerVersion: 1, _origin: location.origin, ...message }), new URL(pane).origin);
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || typeof data !== 'string' || !data.startsWith('{')) return;
    const request = JSON.parse(data) as Request;
    if (request._messageType !== 0) return;
    const { _actionName, _conversationId, _correlationId, _data } = request;
    const value = answers[_actionName]?.(_data) ?? {};
    asked.push(`${callOf(request)}${answers[_actionName] && value !== null ? '' : '?'}`);
    say({ _messageType: 1, _actionName, _conversationId, _correlationId, _errorCode: 0, _responseType: 0, _data: value });
  });
  frame.title = 'Fieldwork in Outlook';
  frame.name = JSON.stringify({ baseFrameName: 'pane', hostInfo: 'Outlook$Web$16.01$en-US$smoke$$$0', xdmInfo: `conversation|pane|${location.origin}`, serializerVersion: 1 });
  frame.src = pane;
  frame.style.cssText = 'border:0;width:320px;height:800px';
  document.body.append(frame);
  const played: Played = {
    form,
    asked,
    open(next) {
      open = next;
      say({ _messageType: 1, _actionName: 'olkItemSelectedChanged', _conversationId: 'conversation', _correlationId: -1, _errorCode: 0, _responseType: 1, _data: initialData() });
    },
  };
  Object.assign(globalThis, { played });
}
