import { type ComponentType, useEffect } from 'react';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { ItemAnswer, ItemQuestion, Recognised } from '../../../server/features/outlook/contract.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useLoad } from '../../api/use-load.ts';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import type { MailHost, MailItem } from '../../host/mail-host.ts';
import { FormPane } from './form-pane.tsx';
import { PeoplePane } from './people-pane.tsx';
import { addressesOf } from './people.ts';

export interface PaneProps extends Omit<ScreenProps, 'params'> {
  mail: MailHost;
  /** The screen of a session with what other features show of it. */
  Session: ComponentType<ScreenProps>;
  /** Where the pane was left beside this item with something half done; null when nowhere. */
  resume: (item: MailItem | null) => Promise<string | null>;
}

export interface Known {
  item: MailItem | null;
  /** The session that the item is, or that its form was filled for. */
  session: Session | null;
  engagements: Recognised['engagements'];
  /** The screen to go on with. */
  left: string | null;
}

/** The first screen of the pane: what the open item is to Fieldwork, and what can be done with it. */
export function Pane(props: PaneProps) {
  const { api, mail, resume } = props;
  const known = useLoad('item', async (signal) => readItem(api, mail, resume, signal));
  useEffect(() => mail.onItem(known.reload), [mail, known.reload]);
  if (known.problem && !known.data) return <ProblemScreen problem={asProblem(known.problem)} retry={known.reload} />;
  if (!known.data) {
    return (
      <Page title="Fieldwork">
        <Loading what="what is open" panels={1} />
      </Page>
    );
  }
  if (known.data.left) return <GoOn to={known.data.left} navigate={props.navigate} />;
  return <Shown {...props} known={known.data} again={known.reload} />;
}

function Shown({ known, again, ...props }: PaneProps & { known: Known; again: () => void }) {
  const { item, session } = known;
  const { Session, mail: _mail, resume: _resume, ...screen } = props;
  // A form that waits to be sent is not yet the session's meeting.
  const waits = item?.kind === 'form' && session?.id === item.tag && session.calendar.status !== 'done';
  if (session && !waits) return <Session {...screen} params={{ id: session.id }} />;
  if (item?.kind === 'form') return <FormPane {...props} key={item.tag ?? 'new'} item={item} known={known} again={again} />;
  return <PeoplePane {...props} key={item?.itemId ?? ''} known={known} />;
}

/** Outlook's own silence is told like the server's. */
const asProblem = (problem: ApiProblem): ApiProblem =>
  problem.code === 'unexpected' ? new ApiProblem('offline', 'Outlook did not answer. Close the pane and open it again, or try once more.', { cause: problem }) : problem;

/** Back to the screen that was left; home is one step behind it. */
function GoOn({ to, navigate }: { to: string; navigate: ScreenProps['navigate'] }) {
  useEffect(() => navigate(to), [to, navigate]);
  return null;
}

async function readItem(api: PaneProps['api'], mail: MailHost, resume: PaneProps['resume'], signal: AbortSignal): Promise<Known> {
  const item = await mail.item();
  const addresses = addressesOf(item);
  const [session, { engagements }, left] = await Promise.all([
    sessionOf(api, item, signal),
    addresses.length > 0 ? api.post<Recognised>('/api/outlook/people', { addresses }, { signal }) : { engagements: [] },
    resume(item).catch(() => null),
  ]);
  return { item, session, engagements, left };
}

async function sessionOf(api: PaneProps['api'], item: MailItem | null, signal: AbortSignal): Promise<Session | null> {
  if (!item || item.kind === 'message') return null;
  const ours = item.kind === 'form' && item.tag ? await marked(api, item.tag, signal) : null;
  if (ours) return ours;
  const question: ItemQuestion = { itemId: item.itemId, joinUrl: item.kind === 'appointment' ? item.joinUrl : null };
  if (!question.itemId && !question.joinUrl) return null;
  return (await api.post<ItemAnswer>('/api/outlook/item', question, { signal })).session;
}

/** What the form was filled for; null when that was taken back, or ran out before the form was sent. */
async function marked(api: PaneProps['api'], id: string, signal: AbortSignal): Promise<Session | null> {
  try {
    return await api.get<Session>(`/api/sessions/${encodeURIComponent(id)}`, { signal });
  } catch (thrown) {
    if (thrown instanceof ApiProblem && (thrown.status === 404 || thrown.status === 400)) return null;
    throw thrown;
  }
}
