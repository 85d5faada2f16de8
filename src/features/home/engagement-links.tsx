import { Badge, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { EngagementSummary } from '../../../server/features/engagements/contract.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { engagementTitle, roleWords } from '../../components/session-words.ts';
import { dateText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

interface EngagementLinksProps {
  engagements: readonly EngagementSummary[];
  now: Date;
}

/** The person's engagements, and apart from them those that a programme lead merely looks after; each one link. */
export function EngagementLinks({ engagements, now }: EngagementLinksProps) {
  const [mine, others] = [engagements.filter(({ myRole }) => myRole !== null), engagements.filter(({ myRole }) => myRole === null)];
  return (
    <>
      {mine.length > 0 && <Listed title="Your engagements" engagements={mine} now={now} />}
      {others.length > 0 && <Listed title="In your programme" engagements={others} now={now} action={<ButtonLink to="/programme" size="small">Attendance</ButtonLink>} />}
    </>
  );
}

function Listed({ title, engagements, now, action }: EngagementLinksProps & { title: string; action?: ReactNode }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <Panel title={title} action={action}>
      <Rows>
        {engagements.map((one) => (
          <li key={one.id}>
            <span className={styles.head}>
              <Link href={`#/engagements/${one.id}`}>{engagementTitle(one)}</Link>
              {one.status !== 'active' && <Badge appearance="outline" color="informative">{one.status === 'paused' ? 'Paused' : 'Ended'}</Badge>}
            </span>
            <Caption1 className={styles.quiet}>
              {one.myRole ? `You are the ${roleWords[one.myRole].toLowerCase()}. ` : ''}
              {whatIsNext(one, (instant) => dayText(instant, zone, locale, now), locale)}
            </Caption1>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}

function whatIsNext(one: EngagementSummary, day: (instant: string) => string, locale: string): string {
  if (one.status === 'ended') return `Ended. It began on ${dateText(one.startsOn, locale)}.`;
  if (one.status === 'paused' && one.pausedUntil) return `Paused until ${dateText(one.pausedUntil, locale)}.`;
  return one.nextSessionAt ? `Next session: ${day(one.nextSessionAt)}.` : 'Nothing booked yet.';
}
