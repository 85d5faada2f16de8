import { Body1 } from '@fluentui/react-components';
import type { CoachVote, CoachVotes as Votes, GiveAnswers } from '../../../server/features/votes/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { Panel } from '../../components/panel.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { AnswerForm } from './answer-form.tsx';

const path = '/api/coach/votes';

/** On a coach's own page: which of the times that are asked about suit them; nothing when none are. */
export function CoachVotes({ api }: { api: Api }) {
  const { data, reload, replace } = useLoad(path, (signal) => api.get<Votes>(path, { signal }));
  const shown = (data?.votes ?? []).filter(({ state }) => state === 'open' || state === 'decided');
  useRefresh(reload, shown.some(({ state }) => state === 'open'));
  const save = async (vote: CoachVote, body: GiveAnswers) => replace(await api.put<Votes>(`${path}/${vote.id}/answers`, body));
  return shown.map((vote) => (
    <Panel key={vote.id} title={vote.state === 'open' ? `Which time suits you for ${vote.clientName}?` : `A time with ${vote.clientName} is booked`} strong>
      <Words vote={vote} now={api.now()} />
      <AnswerForm slots={vote.state === 'open' ? vote.slots : vote.slots.filter(({ chosen }) => chosen)} open={vote.can.answer} now={api.now()} save={(body) => save(vote, body)} />
    </Panel>
  ));
}

function Words({ vote, now }: { vote: CoachVote; now: Date }) {
  const { zone, locale } = useViewer();
  if (vote.state !== 'open') return <Body1>The invitation comes by mail.</Body1>;
  return (
    <Body1>
      {vote.askedBy} asks, for {vote.minutes} minutes. Answers count until {dayText(vote.deadline, zone, locale, now)}, {clockText(vote.deadline, zone, locale)}. {vote.standing}
    </Body1>
  );
}
