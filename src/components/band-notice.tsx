import { makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  // Fluent keeps a message on one line and cuts it off; ours are whole sentences on narrow panels.
  body: { whiteSpace: 'normal', paddingBlock: '6px' },
  title: { display: 'block' },
  actions: { flexWrap: 'wrap' },
});

interface BandNoticeProps {
  intent?: 'info' | 'success' | 'warning' | 'error';
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** A band across the screen: something the person should know while they are here. Errors are read out at once, others politely. */
export function BandNotice({ intent = 'info', title, children, actions }: BandNoticeProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline" politeness={intent === 'error' ? 'assertive' : 'polite'}>
      <MessageBarBody className={styles.body}>
        {title && <MessageBarTitle className={styles.title}>{title}</MessageBarTitle>}
        {children}
      </MessageBarBody>
      {actions && <MessageBarActions className={styles.actions}>{actions}</MessageBarActions>}
    </MessageBar>
  );
}
