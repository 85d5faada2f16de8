import { describe, expect, it } from '@jest/globals';
import { anna, failureFrom, graphError, json, stubMicrosoft, type Answer } from './support/stub.ts';

const user = { id: anna, displayName: 'Anna Arden', mail: 'Anna@Contoso.example', userPrincipalName: 'anna@contoso.example', jobTitle: 'CFO' };
const entry = { objectId: anna, displayName: 'Anna Arden', email: 'anna@contoso.example', jobTitle: 'CFO' };
const search = (query: string): string | null => new URLSearchParams(query).get('$search');

/** My entry beside the mailbox settings a test gives. */
const withSettings =
  (settings: () => Response): Answer =>
  ({ path }) =>
    path === '/me' ? json(user) : settings();

describe('me', () => {
  it('is my entry and the zone of my mailbox', async () => {
    const { delegated, toGraph } = stubMicrosoft(withSettings(() => json({ timeZone: 'Nepal Standard Time' })));
    expect(await delegated.me()).toEqual({ ...entry, zone: 'Asia/Kathmandu' });
    expect(toGraph.map(({ path }) => path).toSorted()).toEqual(['/me', '/me/mailboxSettings']);
  });

  it.each<[string, () => Response]>([
    ['customised', () => json({ timeZone: 'Customized Time Zone' })],
    ['not to be read', () => graphError(403, 'ErrorAccessDenied')],
    ['in no mailbox', () => graphError(404, 'MailboxNotEnabledForRESTAPI')],
  ])('has no zone where it is %s', async (_name, settings) => {
    expect((await stubMicrosoft(withSettings(settings)).delegated.me()).zone).toBeNull();
  });

  it('is not known while the mailbox is only slow', async () => {
    const { delegated } = stubMicrosoft(withSettings(() => graphError(503, 'busy', { 'retry-after': '30' })));
    expect((await failureFrom(delegated.me())).kind).toBe('unavailable');
  });

  it('goes by the user name without a mail address', async () => {
    const { delegated } = stubMicrosoft(({ path }) => (path === '/me' ? json({ ...user, mail: null, jobTitle: null }) : json({ timeZone: 'UTC' })));
    expect(await delegated.me()).toEqual({ ...entry, jobTitle: null, zone: 'UTC' });
  });
});

describe('a manager', () => {
  it("is my own or a colleague's", async () => {
    const { delegated, toGraph } = stubMicrosoft(() => json(user));
    expect(await delegated.manager()).toEqual(entry);
    expect(await delegated.managerOf('x/y')).toEqual(entry);
    expect(toGraph.map(({ path }) => path)).toEqual(['/me/manager', '/users/x%2Fy/manager']);
  });

  it('may not exist', async () => {
    const { delegated } = stubMicrosoft(() => graphError(404, 'Request_ResourceNotFound'));
    expect(await delegated.manager()).toBeNull();
    expect(await delegated.managerOf(anna)).toBeNull();
  });

  it('needs a permission', async () => {
    const { delegated } = stubMicrosoft(() => graphError(403, 'Authorization_RequestDenied'));
    expect((await failureFrom(delegated.manager())).permission).toBe('User.Read.All');
  });
});

describe('searching people', () => {
  const found = [
    { id: 'p1', displayName: 'Bo', scoredEmailAddresses: [{ address: 'Bo@Contoso.example' }], jobTitle: null, personType: { class: 'Person', subclass: 'OrganizationUser' } },
    { id: 'g1', displayName: 'All staff', scoredEmailAddresses: [{ address: 'all@contoso.example' }], personType: { class: 'Group', subclass: 'PublicDistributionList' } },
    { id: 'c1', displayName: 'Cora', scoredEmailAddresses: [{ address: 'cora@out.example' }], personType: { class: 'Person', subclass: 'PersonalContact' } },
    { id: 'n1', displayName: 'Nobody', scoredEmailAddresses: [], personType: { class: 'Person', subclass: 'OrganizationUser' } },
  ];

  it('finds people, not groups; only colleagues have an object id', async () => {
    const { delegated, toGraph } = stubMicrosoft(() => json({ value: found }));
    expect(await delegated.searchPeople('bo')).toEqual([
      { objectId: 'p1', displayName: 'Bo', email: 'bo@contoso.example', jobTitle: null },
      { objectId: null, displayName: 'Cora', email: 'cora@out.example', jobTitle: null },
    ]);
    expect(toGraph).toHaveLength(1);
    expect([toGraph[0]?.path, search(toGraph[0]?.query ?? '')]).toEqual(['/me/people', '"bo"']);
  });

  it('looks through the whole organisation when nobody near is found', async () => {
    const { delegated, toGraph } = stubMicrosoft(({ path }) => json({ value: path === '/users' ? [user] : [] }));
    expect(await delegated.searchPeople('anna', 3)).toEqual([entry]);
    expect(search(toGraph[1]?.query ?? '')).toBe('"displayName:anna" OR "mail:anna"');
    expect(toGraph[1]?.headers.get('consistencylevel')).toBe('eventual');
    expect(new URLSearchParams(toGraph[1]?.query).get('$top')).toBe('3');
  });

  it('cannot be broken out of by quotes, and keeps other signs', async () => {
    const { delegated, toGraph } = stubMicrosoft(() => json({ value: found }));
    await delegated.searchPeople('a" OR "b\\ & c+d#é');
    expect(search(toGraph[0]?.query ?? '')).toBe('"a  OR  b  & c+d#é"');
  });

  it('asks nothing for nothing', async () => {
    const { delegated, toGraph } = stubMicrosoft(() => json({ value: found }));
    expect(await delegated.searchPeople(' " ')).toEqual([]);
    expect(toGraph).toEqual([]);
  });
});

describe('mail', () => {
  it('goes from the signed-in person and stays in their Sent Items', async () => {
    const { delegated, toGraph } = stubMicrosoft(() => new Response(null, { status: 202 }));
    await delegated.sendMail({ to: { email: 'cora@out.example', displayName: 'Cora' }, subject: 'Your link', bodyHtml: '<p>Hello</p>' });
    expect(toGraph.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /me/sendMail']);
    expect(toGraph[0]?.body).toEqual({
      message: {
        subject: 'Your link',
        body: { contentType: 'html', content: '<p>Hello</p>' },
        toRecipients: [{ emailAddress: { address: 'cora@out.example', name: 'Cora' } }],
      },
      saveToSentItems: true,
    });
  });
});
