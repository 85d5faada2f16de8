import { Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Message } from '../tenant/mail.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  message: {
    font: 'inherit',
    width: '100%',
    boxSizing: 'border-box',
    textAlign: 'left',
    cursor: 'pointer',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `3px solid transparent`,
    ':hover': { outline: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  opened: { borderLeftColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorNeutralBackground1Selected, color: tokens.colorNeutralForeground1Selected },
});

const kindWords: Partial<Record<Message['kind'], string>> = {
  invitation: 'Invitation',
  update: 'Changed meeting',
  cancellation: 'Cancelled meeting',
  response: 'Answer',
};

interface MessageListProps {
  /** Newest first. */
  messages: readonly Message[];
  openedId: string | null;
  open: (id: string) => void;
}

/** The inbox. */
export function MessageList({ messages, openedId, open }: MessageListProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <ul className={styles.list} aria-label="Messages">
      {messages.map(({ id, from, subject, kind, receivedAt }) => (
        <li key={id}>
          <button
            type="button"
            className={mergeClasses(styles.message, id === openedId && styles.opened)}
            {...(id === openedId ? { 'aria-current': true } : {})}
            onClick={() => open(id)}
          >
            <Text weight="semibold">{from.name}</Text>
            <Text>{subject}</Text>
            <Caption1>
              {kindWords[kind] ? `${kindWords[kind]} · ` : ''}
              {dayText(receivedAt, zone, locale)}, {clockText(receivedAt, zone, locale)}
            </Caption1>
          </button>
        </li>
      ))}
    </ul>
  );
}
