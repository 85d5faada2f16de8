import type { SponsorView } from '../../../server/features/disclosure/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockText, dayText, shortDate, dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { phaseWords } from './words.ts';

/** What the sponsor is shown: the same panel for the sponsor and, beforehand, for the client. */
export function SponsorPanel({ api, engagementId }: { api: Api; engagementId: string }) {
  const { zone, locale } = useViewer();
  const path = `/api/engagements/${engagementId}/sponsor-view`;
  const { data, problem, reload } = useLoad(path, (signal) => api.get<SponsorView>(path, { signal }));
  if (!data) return <ErrorNote problem={problem} retry={reload} />;
  const dates = (on: string[]): string => on.map((at) => shortDate(dateIn(at, zone), locale)).join(', ');
  const many = (on: string[], number: number): string => (number === 0 ? 'None' : `${number}: ${dates(on)}`);
  const { attendance, nextAt, phase, goals, shows } = data;
  const facts: [string, string][] = [
    ...(attendance ? ([['Sessions held', many(attendance.heldOn, attendance.held)], ['Sessions missed', many(attendance.missedOn, attendance.missed)]] as [string, string][]) : []),
    ...(shows.nextDate ? ([['Next session', nextAt ? `${dayText(nextAt, zone, locale, api.now())}, ${clockText(nextAt, zone, locale)}` : 'None is booked']] as [string, string][]) : []),
    ...(phase ? ([['The coaching', phaseWords[phase]]] as [string, string][]) : []),
    ...(goals ? ([['Goals', goals.length === 0 ? 'None are shared' : goals.join(' · ')]] as [string, string][]) : []),
  ];
  return (
    <Panel title={`${data.clientName}’s coaching with ${data.coachName}`}>
      {facts.length > 0 ? <Facts facts={facts} /> : <Body1>Nothing is shared.</Body1>}
      <Body1>{data.agreement === null ? 'No agreement is in force yet: attendance is shown to nobody but client and coach.' : 'This is all that is shown of it, as all have agreed.'}</Body1>
    </Panel>
  );
}
