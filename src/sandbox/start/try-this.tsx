import { Body1, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Panel } from '../../components/panel.tsx';
import { outlookAddress, teamsAddress } from '../chrome/address.ts';
import type { Anybody, Tenant } from '../tenant/tenant.ts';
import { firstCast } from './parts.ts';

const useStyles = makeStyles({
  later: { margin: 0, marginBlockStart: tokens.spacingVerticalS },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** The first run through Fieldwork, in the order in which it makes sense; nothing where the organisation has not the people for it. */
export function TryThis({ tenant }: { tenant: Tenant }) {
  const styles = useStyles();
  const cast = firstCast(tenant);
  if (!cast) return null;
  const { client, sponsor, coach } = cast;
  return (
    <Panel title="Try this" strong>
      <ol className={styles.steps}>
        <Step>
          Be the client: <New href={teamsAddress(client.address)}>open Teams as {client.name}</New> and start an engagement. Sponsor: {sponsor.name}.
          Coach: {coach.address}, who works elsewhere.
        </Step>
        <Step>On the engagement, send the coach a personal link by mail.</Step>
        <Step>
          Be the coach: open the link in <New href={outlookAddress(coach.address)}>{firstName(coach)}’s inbox</New>
          {coach.feed ? ' and paste the calendar feed address from the card below.' : ' and say when you can be offered.'}
        </Step>
        <Step>Be the client again and find times. See whose calendar stands in the way, and loosen one thing with one click.</Step>
        <Step>Book. Then look into all three inboxes and calendars, and accept or decline as you like.</Step>
        <Step>Move it, cancel it, book while Microsoft fails (for developers, below): nothing is lost, nothing is doubled.</Step>
      </ol>
      <Body1 as="p" className={styles.later}>
        Then let the weeks go by:
      </Body1>
      <ol className={styles.steps} start={7}>
        <Step>
          Set up review time on {firstName(client)}’s first screen: one private block a week, in <New href={outlookAddress(client.address, { view: 'calendar' })}>{firstName(client)}’s calendar</New>. Accept
          something over it: it moves and says why.
        </Step>
        <Step>
          Move the clock to the session. In {firstName(client)}’s Teams, Meetings, type “Ask Sam for feedback by fri” beside the meeting: {firstName(coach)}’s page has it within a second, and so has To
          Do.
        </Step>
        <Step>In a calendar, open the session and say who comes late or not at all. An hour after its end the session says what became of it, and what that rests on.</Step>
      </ol>
    </Panel>
  );
}

const firstName = ({ name }: Anybody): string => name.split(' ')[0] ?? name;

function Step({ children }: { children: ReactNode }) {
  return (
    <li>
      <Body1>{children}</Body1>
    </li>
  );
}

/** A window of its own a person, so that several can be open side by side. */
function New({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" inline>
      {children}
    </Link>
  );
}
