import { describe, expect, it } from '@jest/globals';
import { threadInJoinUrl } from '../../../server/platform/microsoft/meetings.ts';
import { anna, failureFrom, graphError, json, stubMicrosoft, teamsAppId } from './support/stub.ts';

const thread = '19:meeting_ZDk4@thread.v2';
const longLink = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZDk4%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d';
const shortLink = "https://teams.microsoft.com/meet/22%3a7?p=a'b";

describe("a meeting's chat", () => {
  it('is read from the link without a request', async () => {
    const { application, toGraph } = stubMicrosoft(() => json({}));
    expect(await application.meetingChat(anna, longLink)).toBe(thread);
    expect(toGraph).toEqual([]);
  });

  it('is looked up where the link does not name it, with the link encoded once more', async () => {
    const { application, toGraph } = stubMicrosoft(() => json({ value: [{ chatInfo: { threadId: thread } }] }));
    expect(await application.meetingChat(anna, shortLink)).toBe(thread);
    expect(toGraph[0]?.path).toBe(`/users/${anna}/onlineMeetings`);
    expect(toGraph[0]?.query).toContain('meet%2F22%253a7');
    expect(new URLSearchParams(toGraph[0]?.query).get('$filter')).toBe(`JoinWebUrl eq '${shortLink.replace("'", "''")}'`);
  });

  it('may not exist', async () => {
    const { application } = stubMicrosoft(() => json({ value: [] }));
    expect(await application.meetingChat(anna, shortLink)).toBeNull();
  });

  it('may not be looked up without leave', async () => {
    const { application } = stubMicrosoft(() => graphError(403, 'Forbidden'));
    expect((await failureFrom(application.meetingChat(anna, shortLink))).permission).toBe('OnlineMeetings.Read.All');
  });

  it.each([
    'https://teams.microsoft.com/l/meetup-join/19%3ageneral%40thread.tacv2/1?context=%7b%7d',
    'https://teams.microsoft.com/l/meetup-join/%E0%A4%A/0',
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_a%2Fb%40evil%40thread.v2/0',
    shortLink,
    'no link',
  ])('is not read from %s', (link) => expect(threadInJoinUrl(link)).toBeNull());
});

describe('putting the app into a chat', () => {
  it('names the app of the catalogue', async () => {
    const { application, toGraph } = stubMicrosoft(() => new Response(null, { status: 201 }));
    await application.installInChat(thread);
    expect(toGraph.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /chats/${encodeURIComponent(thread)}/installedApps`]);
    expect(toGraph[0]?.body).toEqual({ 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${teamsAppId}` });
  });

  it('is done when it is there already', async () => {
    const { application } = stubMicrosoft(() => graphError(409, 'Conflict'));
    await expect(application.installInChat(thread)).resolves.toBeUndefined();
  });

  it('may lack a permission', async () => {
    const { application } = stubMicrosoft(() => graphError(403, 'Forbidden'));
    expect((await failureFrom(application.installInChat(thread))).permission).toBe('TeamsAppInstallation.ReadWriteSelfForChat.All');
  });
});

describe('attendance in pages', () => {
  const question = { organizerObjectId: anna, joinUrl: shortLink, meetingId: 'm', from: '2026-03-02T09:00:00Z', to: '2026-03-02T12:00:00Z' };
  const graph = 'https://graph.microsoft.com/v1.0';
  const reports = `/users/${anna}/onlineMeetings/m/attendanceReports`;
  const report = (id: string) => ({ id, meetingStartDateTime: '2026-03-02T10:00:00Z', meetingEndDateTime: '2026-03-02T11:00:00Z' });
  const record = (name: string) => ({ identity: { displayName: name } });

  it('is read to the end, lists and records alike', async () => {
    const { application, toGraph } = stubMicrosoft(({ path, query }) => {
      if (path === reports) return json(query.includes('skip') ? { value: [report('late')] } : { value: [{ ...report('other day'), meetingEndDateTime: '2026-03-01T11:00:00Z', meetingStartDateTime: '2026-03-01T10:00:00Z' }], '@odata.nextLink': `${graph}${reports}?$skip=1` });
      if (path.endsWith('/attendanceRecords')) return json(query.includes('skip=2') ? { value: [record('C')] } : { value: [record('B')], '@odata.nextLink': `${graph}${reports}/late/attendanceRecords?$skip=2` });
      return json({ ...report('late'), attendanceRecords: [record('A')], 'attendanceRecords@odata.nextLink': `${graph}${reports}/late/attendanceRecords?$skip=1` });
    });
    const answer = await application.attendance(question);
    expect(answer).toMatchObject({ outcome: 'read', reports: [{ id: 'late', people: [{ displayName: 'A' }, { displayName: 'B' }, { displayName: 'C' }] }] });
    expect(toGraph).toHaveLength(5);
  });

  it('is read of however many calls there were, and of one that has no times of its own', async () => {
    const ids = Array.from({ length: 21 }, (_none, number) => `r${number}`);
    const { application, toGraph } = stubMicrosoft(({ path, body }) => {
      if (path === reports) return json({ value: ids.map((id) => (id === 'r20' ? { id, meetingStartDateTime: null, meetingEndDateTime: null } : report(id))) });
      if (path.endsWith('/r20')) return json({ id: 'r20', attendanceRecords: [record('r20')] });
      const { requests } = body as { requests: { id: string }[] };
      return json({ responses: requests.map(({ id }) => ({ id, status: 200, body: { ...report(id), attendanceRecords: [record(id)] } })) });
    });
    const answer = await application.attendance(question);
    expect(answer.outcome === 'read' && answer.reports.flatMap(({ people }) => people.map(({ displayName }) => displayName)).toSorted()).toEqual(ids.toSorted());
    expect(toGraph.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });

  it('that never end, or lead elsewhere, are no answer', async () => {
    const endless = stubMicrosoft(() => json({ value: [], '@odata.nextLink': `${graph}${reports}?$skip=1` }));
    expect((await failureFrom(endless.application.attendance(question))).kind).toBe('unavailable');
    const elsewhere = stubMicrosoft(() => json({ value: [], '@odata.nextLink': 'https://graph.example/v1.0/users' }));
    expect((await failureFrom(elsewhere.application.attendance(question))).kind).toBe('refused');
  });
});
