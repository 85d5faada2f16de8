import { describe, expect, it } from '@jest/globals';
import { behave, lookInto, type Behaviour } from '../../../server/sandbox/meeting-acts.ts';
import { changePolicy } from '../../../server/sandbox/tenant/calls/policy.ts';
import { addressOf, at, attendee, objectIdOf, tenantId, world, type Json, type World } from './support/world.ts';

// Everything that Graph answers here is held against Microsoft's description by `world`.

const dana = { emailAddress: { address: 'dana@outside.example', name: 'Dana Outside' }, type: 'required' };
const talk = { subject: 'Talk', ...at('10:00', '11:00'), attendees: [attendee('tom'), dana], isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };

interface Play {
  one: World;
  /** In Maya's calendar. */
  id: string;
  base: string;
  list(query?: string): Promise<{ status: number; body: Json }>;
  records(index?: number): Promise<Json[]>;
  does(who: string, more: Partial<Behaviour>): void;
}

async function play(event: object = talk): Promise<Play> {
  const one = world();
  changePolicy(one.tenant, { reportDelayMinutes: 10 });
  const { body: made } = await one.as('maya').post('/me/events', event, { prefer: 'IdType="ImmutableId"' });
  const filter = encodeURIComponent(`JoinWebUrl eq '${made.onlineMeeting!.joinUrl}'`);
  const meetings = `/users/${objectIdOf('maya')}/onlineMeetings`;
  const { body } = await one.application().get(`${meetings}?$filter=${filter}`);
  const base = `${meetings}/${encodeURIComponent(body.value![0]!.id!)}/attendanceReports`;
  const list = (query = '') => one.application().get(`${base}${query}`);
  return {
    one, id: made.id!, base, list,
    records: async (index = 0) => {
      const report = (await list()).body.value![index]!;
      return (await one.application().get(`${base}/${report.id}?$expand=attendanceRecords`)).body.attendanceRecords!;
    },
    does: (who, more) => behave(one.tenant, {
      user: addressOf('maya'), id: made.id!, who, visits: [{ from: 0, to: 60 }], guise: { kind: 'account', address: null, name: null }, withoutAddress: false, ...more,
    }),
  };
}

const byName = (records: Json[]): Record<string, Json> => Object.fromEntries(records.map((record) => [record.identity!.displayName, record]));

describe('an attendance report', () => {
  it('comes some time after the meeting, with everybody who was invited', async () => {
    const { one, list, records } = await play();
    one.moveTo('2026-03-03T10:30:00Z');
    expect((await list()).body.value).toEqual([]);
    one.moveTo('2026-03-03T11:05:00Z');
    expect((await list()).body.value).toEqual([]);
    one.moveTo('2026-03-03T11:20:00Z');
    expect((await list()).body.value).toMatchObject([{ totalParticipantCount: 3, meetingStartDateTime: expect.stringMatching(/^2026-03-03T(09:5[89]|10:0)/) }]);
    const people = byName(await records());
    expect(people['Maya Example']).toMatchObject({ role: 'Organizer', identity: { id: objectIdOf('maya'), tenantId, '@odata.type': '#microsoft.graph.communicationsUserIdentity' } });
    expect(people['Tom Example']).toMatchObject({ role: 'Presenter' });
    expect(people['Dana Outside']).toMatchObject({ role: 'Attendee' });
    expect(people['Dana Outside']!.identity!.tenantId).not.toBe(tenantId);
  });

  it('is none when nobody comes, and misses who does not', async () => {
    const nobody = await play();
    for (const who of [addressOf('maya'), addressOf('tom'), 'dana@outside.example']) nobody.does(who, { visits: [] });
    nobody.one.moveTo('2026-03-04T00:00:00Z');
    expect((await nobody.list()).body.value).toEqual([]);
    const alone = await play();
    alone.does(addressOf('tom'), { visits: [] });
    alone.one.moveTo('2026-03-04T00:00:00Z');
    expect(Object.keys(byName(await alone.records()))).toEqual(expect.not.arrayContaining(['Tom Example']));
  });

  it('has rejoins and two devices as intervals, and adds them up', async () => {
    const { one, does, records } = await play();
    does(addressOf('tom'), { visits: [{ from: 12, to: 20 }, { from: 25, to: 60 }] });
    does(addressOf('maya'), { visits: [{ from: 0, to: 60 }, { from: 30, to: 40 }] });
    one.moveTo('2026-03-04T00:00:00Z');
    const people = byName(await records());
    expect(people['Tom Example']!.attendanceIntervals).toEqual([
      { joinDateTime: '2026-03-03T10:12:00.0000000Z', leaveDateTime: '2026-03-03T10:20:00.0000000Z', durationInSeconds: 480 },
      { joinDateTime: '2026-03-03T10:25:00.0000000Z', leaveDateTime: '2026-03-03T11:00:00.0000000Z', durationInSeconds: 2100 },
    ]);
    expect(people['Maya Example']!.totalAttendanceInSeconds).toBe(4200);
  });

  it('knows no address of who dialled in, came without signing in, or is simply not known', async () => {
    const { one, does, records } = await play();
    does(addressOf('tom'), { guise: { kind: 'dial-in', address: null, name: null } });
    does('dana@outside.example', { guise: { kind: 'anonymous', address: null, name: 'Dana O' } });
    does(addressOf('maya'), { withoutAddress: true });
    one.moveTo('2026-03-04T00:00:00Z');
    const all = await records();
    const nobody = { emailAddress: null, identity: { id: null, tenantId: null } };
    expect(byName(all)['Dana O']).toMatchObject(nobody);
    expect(all.find(({ identity }) => /^\+44 20 \*{4} \d\d$/.test(identity!.displayName!))).toMatchObject(nobody);
    expect(byName(all)['Maya Example']).toMatchObject({ emailAddress: null, identity: { id: objectIdOf('maya') } });
  });

  it('names the substitute, and somebody uninvited', async () => {
    const { one, does, records } = await play();
    does(addressOf('tom'), { guise: { kind: 'account', address: addressOf('lin'), name: null } });
    does(addressOf('rui'), { visits: [{ from: 5, to: 10 }] });
    one.moveTo('2026-03-04T00:00:00Z');
    expect(Object.keys(byName(await records())).toSorted()).toEqual(['Dana Outside', 'Lin Example', 'Maya Example', 'Rui Example']);
  });

  it('is another one each time the meeting is started', async () => {
    const { one, does, list, records } = await play();
    does(addressOf('maya'), { visits: [{ from: -10, to: -8 }, { from: 0, to: 60 }] });
    one.moveTo('2026-03-04T00:00:00Z');
    expect((await list()).body.value).toMatchObject([{ totalParticipantCount: 3 }, { totalParticipantCount: 1, meetingEndDateTime: '2026-03-03T09:52:00.0000000Z' }]);
    expect(await records(1)).toHaveLength(1);
  });

  it('of a series are all of one meeting, the latest fifty', async () => {
    const weekly = { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } };
    const { one, list } = await play({ ...talk, recurrence: weekly });
    one.moveTo('2026-04-30T00:00:00Z');
    const value: Json[] = [];
    let sizes: number[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { body } = await list(next);
      value.push(...body.value!);
      sizes = [...sizes, body.value!.length];
      next = (body as { '@odata.nextLink'?: string })['@odata.nextLink']?.replace(/^[^?]*/, '');
    }
    expect(sizes).toEqual([20, 20, 10]);
    expect(new Set(value.map(({ id }) => id)).size).toBe(50);
    expect(value[0]!.meetingStartDateTime).toMatch(/^2026-04-29T/);
  });

  it('of very many people comes in pages', async () => {
    const { one, does, list, base } = await play();
    for (let guest = 0; guest < 120; guest += 1) does(`guest${guest}@outside.example`, { guise: { kind: 'anonymous', address: null, name: `Guest ${guest}` } });
    one.moveTo('2026-03-04T00:00:00Z');
    const { id } = (await list()).body.value![0]!;
    const { body } = await one.application().get(`${base}/${id}?$expand=attendanceRecords`);
    const rest = await one.application().get((body as unknown as Record<string, string>)['attendanceRecords@odata.nextLink']!.replace('https://graph.microsoft.com/v1.0', ''));
    expect([body.attendanceRecords!.length, rest.body.value!.length, new Set([...body.attendanceRecords!, ...rest.body.value!].map((record) => record.id)).size]).toEqual([100, 23, 123]);
  });

  it('may be emptied or switched off by policy', async () => {
    const emptied = await play();
    changePolicy(emptied.one.tenant, { attendanceReports: 'emptied' });
    emptied.one.moveTo('2026-03-04T00:00:00Z');
    expect([(await emptied.list()).body.value, await emptied.records()]).toMatchObject([[{ totalParticipantCount: 0 }], []]);
    const off = await play();
    changePolicy(off.one.tenant, { attendanceReports: 'off' });
    off.one.moveTo('2026-03-04T00:00:00Z');
    expect((await off.list()).body.value).toEqual([]);
  });

  it('is the organiser’s alone, and an application needs a policy beside its permission', async () => {
    const { one, base, list } = await play();
    one.moveTo('2026-03-04T00:00:00Z');
    expect((await one.as('maya', ['OnlineMeetingArtifact.Read.All']).get(base.replace(/^\/users\/[^/]+/, '/me'))).body.value).toHaveLength(1);
    expect((await one.application().get(base.replace(objectIdOf('maya'), objectIdOf('tom')))).status).toBe(403);
    expect((await one.application(['OnlineMeetings.Read.All']).get(base)).body).toMatchObject({ error: { code: 'ErrorAccessDenied' } });
    changePolicy(one.tenant, { applicationAccess: false });
    expect(await list()).toMatchObject({ status: 403, body: { error: { code: 'Forbidden', message: 'No application access policy found for this app.' } } });
    expect((await one.as('maya').get(base.replace(/^\/users\/[^/]+/, '/me'))).status).toBe(200);
    const { status } = await one.application().get(`/users/${objectIdOf('maya')}/onlineMeetings?$filter=${encodeURIComponent("JoinWebUrl eq 'x'")}`);
    expect(status).toBe(403);
  });

  it('stays as it was, whatever is said or done afterwards', async () => {
    const { one, does, list, id } = await play();
    one.moveTo('2026-03-04T00:00:00Z');
    const before = (await list()).body.value;
    expect(() => does(addressOf('tom'), { visits: [] })).toThrow('This meeting is over');
    await one.as('maya').delete(`/me/events/${id}`);
    expect((await list()).body.value).toEqual(before);
    expect(() => lookInto(one.tenant, { user: addressOf('maya'), id: 'none' })).toThrow('no such entry');
  });
});
