import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CoachLink, CoachLinkCreated, CoachLinks } from '../../../server/features/availability/contract.ts';
import type { Participant } from '../../../server/features/engagements/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { useLostFocus } from '../../components/arriving-focus.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { NewLink } from './new-link.tsx';
import type { PartProps } from './part.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  more: { alignSelf: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How the times of a coach outside are known: by a personal link to a page of their own. Inside, Microsoft 365 says it. */
export function CoachCalendarPanel(props: PartProps) {
  const { engagement } = props;
  const coach = engagement.participants.find(({ role }) => role === 'coach');
  if (!coach || coach.inTenant || !engagement.can.inviteCoach) return null;
  return (
    <Panel title={`${coach.displayName}’s calendar`}>
      <PersonalLinks {...props} coach={coach} />
    </Panel>
  );
}

function PersonalLinks({ api, path, coach }: PartProps & { coach: Participant }) {
  const styles = useStyles();
  const notify = useNotify();
  const links = useLoad(`${path}/coach-links`, (signal) => api.get<CoachLinks>(`${path}/coach-links`, { signal }));
  const create = useCreateLink(api, path, links.reload);
  const revoke = useAction(async (id: string) => {
    await api.delete(`${path}/coach-links/${id}`);
    return id;
  });
  const live = (links.data?.links ?? []).filter((link) => isLive(link, api.now())).toSorted(lastUsedFirst);
  const [all, setAll] = useState(false);
  const actions = useLostFocus<HTMLDivElement>(live.length, 'button');
  const end = async (id: string) => {
    if (!(await revoke.run(id))) return;
    create.hide();
    links.reload();
    notify.done('The link no longer works');
  };
  const row = (link: CoachLink) => <LinkRow key={link.id} link={link} revoke={() => void end(link.id)} busy={revoke.busy} />;
  return (
    <>
      <Body1 className={styles.quiet}>
        {coach.displayName} works outside your organisation. With a personal link they say on a page of their own when they are free; they
        need no account.
      </Body1>
      <ErrorNote problem={links.problem ?? create.problem ?? revoke.problem} {...(links.problem ? { retry: links.reload } : {})} />
      {create.made && <NewLink link={create.made} coach={coach} />}
      {live.length > 0 && <Rows label="Personal links">{(all ? live : live.slice(0, shownAtOnce)).map(row)}</Rows>}
      {live.length > shownAtOnce && (
        <Button size="small" appearance="subtle" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${live.length - shownAtOnce} more: each mail has a link of its own`}
        </Button>
      )}
      <div ref={actions} className={styles.row}>
        <Button appearance={live.length === 0 ? 'primary' : 'secondary'} disabledFocusable={create.busy} onClick={() => void create.run(true)}>
          {live.length === 0 ? 'Send a link by mail' : 'Send a new one'}
        </Button>
        <Button disabledFocusable={create.busy} onClick={() => void create.run(false)}>
          Make a link to copy
        </Button>
      </div>
    </>
  );
}

/** Links in sight; the others are a press away. */
const shownAtOnce = 2;

/** What is in use first, then the newest. */
const lastUsedFirst = (a: CoachLink, b: CoachLink): number => (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '') || b.createdAt.localeCompare(a.createdAt);

const isLive = (link: CoachLink, now: Date): boolean => link.revokedAt === null && Date.parse(link.expiresAt) > now.getTime();

/** Making a link, and the made one: its address is told once, so it stays on the screen until the person leaves. */
function useCreateLink(api: PartProps['api'], path: string, done: () => void) {
  const create = useAction((send: boolean) => api.post<CoachLinkCreated>(`${path}/coach-links`, { send }));
  const [made, setMade] = useState<CoachLinkCreated | null>(null);
  const run = async (send: boolean) => {
    const link = await create.run(send);
    if (!link) return;
    setMade(link);
    done();
  };
  return { run, made, hide: () => setMade(null), busy: create.busy, problem: create.problem };
}

function LinkRow({ link, revoke, busy }: { link: CoachLink; revoke: () => void; busy: boolean }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const day = (instant: string) => dateText(dateIn(instant, zone), locale);
  return (
    <li>
      <Body1>{link.lastUsedAt ? `Opened last on ${day(link.lastUsedAt)}` : 'Not opened yet'}</Body1>
      <Caption1 className={styles.quiet}>
        Made on {day(link.createdAt)}, works until {day(link.expiresAt)}
      </Caption1>
      <Button size="small" onClick={revoke} disabledFocusable={busy} aria-label={`End the link made on ${day(link.createdAt)}`}>
        End this link
      </Button>
    </li>
  );
}
