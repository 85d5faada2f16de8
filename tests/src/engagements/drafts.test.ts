/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { changeEngagement, createEngagement, defaultRules } from '../../../server/features/engagements/contract.ts';
import { defaultRules as pageRules } from '../../../src/features/engagements/default-rules.ts';
import { checkDraft, draftToSend, type EngagementDraft, newDraft } from '../../../src/features/engagements/engagement-draft.ts';
import { checkPlan, newPlan, type PlanDraft, planOf, planToSend } from '../../../src/features/engagements/plan-draft.ts';
import { cadenceWords, minutesWords } from '../../../src/components/rhythm-words.ts';
import { idleWords, noticeWords } from '../../../src/features/engagements/plan-words.ts';
import { nextWeekday } from '../../../src/features/engagements/rules-fields.tsx';
import { groupSessions } from '../../../src/features/engagements/session-groups.ts';
import { engagement, me, now, session, uuidOf } from '../samples.ts';

const fresh = (): EngagementDraft => newDraft(uuidOf(1), me, '2026-11-22', defaultRules);
const kit = { objectId: null, email: 'kit@novak-coaching.example', displayName: 'Kit Novak' };
const plan = (more: Partial<PlanDraft> = {}): PlanDraft => ({ ...newPlan('2026-11-22', defaultRules), ...more });
const paths = (problems: { path: string }[]) => problems.map(({ path }) => path);

describe('a new engagement', () => {
  it('opens with whoever opens it as client, from today, for half a year', () => {
    expect(fresh()).toMatchObject({ client: me.pick, coach: null, sponsor: null, plan: { startsOn: '2026-11-22', endsOn: '2027-05-22', sessionMinutes: 60, cadenceDays: 14, idleDays: 21 } });
  });

  it('asks for the coach and nothing else', () => {
    expect(paths(checkDraft(fresh()))).toEqual(['coach']);
  });

  it('is sent as the API takes it, without the empty goals', () => {
    const draft = { ...fresh(), coach: kit, plan: plan({ goals: [' Speak last ', '', '  '] }) };
    expect(checkDraft(draft)).toEqual([]);
    const sent = createEngagement.parse(draftToSend(draft));
    expect(sent).toMatchObject({ id: uuidOf(1), coach: kit, sponsor: null, goals: ['Speak last'], rules: defaultRules, neutralSubject: false });
  });

  it('keeps its id however often it is sent', () => {
    const draft = { ...fresh(), coach: kit };
    expect(draftToSend(draft)?.id).toBe(draftToSend({ ...draft, sponsor: me.pick })?.id);
  });

  it('wants a name for somebody outside, and three different people', () => {
    expect(paths(checkDraft({ ...fresh(), coach: { ...kit, displayName: ' ' } }))).toEqual(['coach.displayName']);
    expect(paths(checkDraft({ ...fresh(), coach: me.pick }))).toEqual(['coach']);
    expect(paths(checkDraft({ ...fresh(), coach: kit, sponsor: kit }))).toEqual(['sponsor']);
  });

  it('is not sent while a person is missing', () => {
    expect(draftToSend(fresh())).toBeNull();
  });
});

describe('a plan', () => {
  it.each([
    [{ startsOn: '' }, 'startsOn'],
    [{ endsOn: '' }, 'endsOn'],
    [{ endsOn: '2026-11-22' }, 'endsOn'],
    [{ rules: { ...plan().rules, minDays: '1.5' } }, 'rules.spacingDays.min'],
    [{ rules: { ...plan().rules, maxDays: '' } }, 'rules.spacingDays.max'],
    [{ rules: { ...plan().rules, minDays: '30' } }, 'rules.spacingDays.max'],
    [{ rules: { ...plan().rules, preferred: [{ weekday: 1, start: '09:02', end: '12:00' }] } }, 'rules.preferred.0.startMinute'],
    [{ rules: { ...plan().rules, preferred: [{ weekday: 1, start: '09:00', end: '' }] } }, 'rules.preferred.0.endMinute'],
    [{ rules: { ...plan().rules, preferred: [{ weekday: 1, start: '12:00', end: '09:00' }] } }, 'rules.preferred.0.endMinute'],
  ])('with %j is stopped at %s', (more: Partial<PlanDraft>, path: string) => {
    expect(paths(checkPlan(plan(more)))).toEqual([path]);
  });

  it.each([
    [{ startsOn: '' }, 'startsOn'],
    [{ rules: { ...plan().rules, minDays: '1.5' } }, 'rules.spacingDays.min'],
    [{ rules: { ...plan().rules, minDays: '30' } }, 'rules.spacingDays.max'],
    [{ rules: { ...plan().rules, preferred: [{ weekday: 1, start: '12:00', end: '09:00' }] } }, 'rules.preferred.0.endMinute'],
  ])('with %j is refused by the API at the same place, %s', (more: Partial<PlanDraft>, path: string) => {
    const { error } = changeEngagement.safeParse({ version: 1, ...planToSend(plan(more)) });
    expect(new Set(error?.issues.map((issue) => issue.path.join('.')))).toEqual(new Set([path]));
  });

  it('of an engagement goes through the form unchanged', () => {
    const before = engagement();
    const { goals, ...sent } = planToSend(planOf(before, defaultRules));
    expect(goals).toEqual(before.goals?.map(({ title }) => title));
    expect(sent).toEqual({
      startsOn: before.startsOn,
      endsOn: before.endsOn,
      sessionMinutes: before.sessionMinutes,
      cadenceDays: before.cadenceDays,
      idleDays: before.idleDays,
      rules: before.rules,
      neutralSubject: before.neutralSubject,
      emptyBody: before.emptyBody,
    });
  });

  it('offers the weekday after the last preferred one', () => {
    expect([[], [5], [7]].map((days) => nextWeekday(days.map((weekday) => ({ weekday, start: '', end: '' }))))).toEqual([1, 6, 1]);
  });
});

it('says lengths, rhythms and notice in words', () => {
  expect([45, 60, 90, 120].map(minutesWords)).toEqual(['45 minutes', '1 hour', '1 hour 30 minutes', '2 hours']);
  expect([7, 21, 60, 90].map(idleWords)).toEqual(['1 week', '3 weeks', '60 days', '90 days']);
  expect([1, 7, 14, 10, 70].map(cadenceWords)).toEqual(['Every day', 'Every week', 'Every two weeks', 'Every 10 days', 'Every 10 weeks']);
  expect([0, 1, 24, 36, 48].map(noticeWords)).toEqual(['None', '1 hour', '1 day', '36 hours', '2 days']);
});

describe('the sessions of an engagement', () => {
  const soon = session({ id: uuidOf(1) });
  const later = session({ id: uuidOf(2), start: '2027-01-05T10:00:00Z', end: '2027-01-05T11:00:00Z' });
  const running = session({ id: uuidOf(3), state: 'in-progress', start: '2026-11-22T07:30:00Z', end: '2026-11-22T08:30:00Z' });
  const past = session({ id: uuidOf(4), state: 'held', start: '2026-11-03T10:00:00Z', end: '2026-11-03T11:00:00Z' });
  const older = session({ id: uuidOf(5), state: 'unknown', start: '2026-10-03T10:00:00Z', end: '2026-10-03T11:00:00Z' });
  const off = session({ id: uuidOf(6), state: 'late-cancel' });

  it('come soonest first, were latest first, and cancelled ones stand apart', () => {
    const groups = groupSessions([off, later, older, soon, past, running], now);
    expect(groups.map(({ title, sessions }) => [title, sessions.map(({ id }) => id)])).toEqual([
      ['Coming up', [running.id, soon.id, later.id]],
      ['Before', [past.id, older.id]],
      ['Cancelled', [off.id]],
    ]);
  });

  it('have no headings over nothing', () => {
    expect(groupSessions([], now)).toEqual([]);
  });
});

it('begins with the rules that the contract has as defaults', () => {
  expect(pageRules).toEqual(defaultRules);
});
