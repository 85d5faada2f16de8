import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons';
import { useLoad } from '../../api/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useAddress } from '../chrome/address.ts';
import { readInbox } from '../tenant/mail.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { MessageList } from './message-list.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { messageItem } from './pane/items.ts';
import { WithPane } from './pane/pane-button.tsx';
import { useAgain } from './use-again.ts';

const useStyles = makeStyles({
  panes: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 760px)': { gridTemplateColumns: 'minmax(220px, 1fr) minmax(0, 3fr)' },
  },
});

/** An inbox beside the message that is read. */
export function MailView({ one }: { one: Anybody }) {
  const styles = useStyles();
  const { get, change } = useAddress();
  const { data, problem, busy, reload } = useLoad(`inbox ${one.address}`, (signal) => readInbox(one.address, signal));
  useAgain(reload);
  if (!data) return busy ? <Loading what="the inbox" /> : <ErrorNote problem={problem} retry={reload} />;
  const opened = data.find(({ id }) => id === get('message')) ?? null;
  if (data.length === 0) {
    return (
      <Empty picture={<MailInboxRegular />} title={`${one.name} has no mail yet`}>
        Invitations and whatever else Fieldwork sends appear here by themselves.
      </Empty>
    );
  }
  return (
    <>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      <div className={styles.panes}>
        <MessageList messages={data} openedId={opened?.id ?? null} open={(id) => change({ message: id })} />
        {opened ? (
          <WithPane one={one} item={messageItem(opened)}>
            <ReadingPane key={opened.id} message={opened} one={one} newest={isNewest(opened, data)} answered={reload} />
          </WithPane>
        ) : (
          <Body1 as="p">Choose a message to read it.</Body1>
        )}
      </div>
    </>
  );
}

type Mail = Parameters<typeof MessageList>[0]['messages'][number];

/** False once a later message about the same meeting has come: answering the old one would answer a question nobody asks any more. */
const isNewest = (message: Mail, all: readonly Mail[]): boolean =>
  message === all.find(({ calendar, kind }) => kind !== 'response' && calendar?.iCalUId === message.calendar?.iCalUId);
