import { Body1, Caption1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { PersonChip } from '../../components/person-chip.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Message } from '../tenant/mail.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { HtmlFrame } from './html-frame.tsx';
import { InvitationBar } from './invitation-bar.tsx';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  title: { margin: 0 },
});

interface ReadingPaneProps {
  message: Message;
  one: Anybody;
  /** No later message about the same meeting has come. */
  newest: boolean;
  answered: () => void;
}

/** One message, and for an invitation the answer to it. */
export function ReadingPane({ message, one, newest, answered }: ReadingPaneProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { subject, from, to, receivedAt, bodyHtml, calendar } = message;
  return (
    <article className={styles.pane} aria-label={subject}>
      <Subtitle1 as="h2" className={styles.title}>
        {subject}
      </Subtitle1>
      <PersonChip name={from.name} under={from.address} />
      <Caption1>
        To {to.map(({ name, address }) => name || address).join(', ')}, {dayText(receivedAt, zone, locale)}, {clockText(receivedAt, zone, locale)}
      </Caption1>
      {calendar && <InvitationBar key={message.id} calendar={calendar} one={one} newest={newest} answered={answered} />}
      {bodyHtml === '' ? <Body1>(no text)</Body1> : <HtmlFrame title={`Text of: ${subject}`} html={bodyHtml} user={one.kind === 'person' ? one.address : null} />}
    </article>
  );
}
