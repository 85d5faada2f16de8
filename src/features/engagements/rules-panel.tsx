import type { Engagement, SchedulingRules } from '../../../server/features/engagements/contract.ts';
import { Facts } from '../../components/facts.tsx';
import { cadenceWords, count, minutesWords, weekdays } from '../../components/rhythm-words.ts';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { EditPanel, type EditPanelProps } from './edit-panel.tsx';
import type { PartProps } from './part.ts';
import { checkPlan, minutesRange, planToSend } from './plan-draft.ts';
import { beforehandWords, bufferWords, idleWords, noticeWords } from './plan-words.ts';
import { PrivacyField } from './privacy-field.tsx';
import { RhythmFields } from './rhythm-fields.tsx';
import { RulesFields } from './rules-fields.tsx';

/** How sessions of this engagement are placed, as data that can be read and changed. */
export function RulesPanel(props: PartProps) {
  const { engagement } = props;
  const { locale } = useViewer();
  return (
    <EditPanel
      {...props}
      title="Rhythm and rules"
      check={checkPlan}
      send={(plan) => withoutGoals(planToSend(plan))}
      inputs={planInputs}
    >
      <Facts facts={[...rhythmFacts(engagement, locale), ...ruleFacts(engagement.rules)]} />
    </EditPanel>
  );
}

const planInputs: EditPanelProps['inputs'] = (plan, change) => (
  <>
    <RhythmFields plan={plan} change={change} />
    <PrivacyField plan={plan} change={change} />
    <RulesFields rules={plan.rules} change={(rules) => change({ rules })} />
  </>
);

const withoutGoals = ({ goals: _goals, ...rest }: ReturnType<typeof planToSend>) => rest;

const rhythmFacts = ({ startsOn, endsOn, sessionMinutes, cadenceDays, idleDays, neutralSubject, emptyBody }: Engagement, locale: string): [string, string][] => [
  ['Dates', `${dateText(startsOn, locale)} to ${dateText(endsOn, locale)}`],
  ['Sessions', `${minutesWords(sessionMinutes)}, ${cadenceWords(cadenceDays).toLowerCase()}`],
  ['Nothing booked', `The client is reminded after ${idleWords(idleDays)}`],
  ['In calendars', `${neutralSubject ? 'Shown as “Meeting”' : 'Shown as coaching'}${emptyBody ? ', with an empty invitation' : ''}`],
];

function ruleFacts(rules: SchedulingRules | null): [string, string][] {
  if (!rules) return [];
  const { noticeHours, bufferMinutes, spacingDays, preferred, reschedule } = rules;
  const times = preferred.map(({ weekday, startMinute, endMinute }) => `${weekdays[weekday]} ${minutesRange(startMinute, endMinute)}`);
  return [
    ['Notice', noticeWords(noticeHours)],
    ['Free before and after', `Client ${bufferWords(bufferMinutes.client)}, coach ${bufferWords(bufferMinutes.coach)}, sponsor ${bufferWords(bufferMinutes.sponsor)}`.replaceAll('None', 'none')],
    ['Between two sessions', `${spacingDays.min} to ${count(spacingDays.max, 'day')}`],
    ['Moving or cancelling', `Free until ${beforehandWords(reschedule.freeHours).toLowerCase()}, with the coach’s agreement until ${beforehandWords(reschedule.agreeHours).toLowerCase()}`],
    ['Preferred times', times.length > 0 ? times.join(', ') : 'None'],
  ];
}
