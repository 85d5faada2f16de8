import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { Caption1, Strong } from './native/text.tsx';

/** Says in passing that something was done; read out politely. What a person must act on stays on the screen instead. */
export interface Notify {
  done(title: string, body?: string): void;
}

interface Notice {
  title: string;
  body: string | undefined;
}

const useStyles = makeStyles({
  // Lets what is under it be pressed: a notice in passing must not stand in the way.
  place: { position: 'fixed', insetInline: 0, bottom: tokens.spacingVerticalL, display: 'flex', justifyContent: 'center', paddingInline: tokens.spacingHorizontalM, pointerEvents: 'none', zIndex: 1000 },
  notice: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    maxWidth: '420px',
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
  },
  icon: { fontSize: '20px', flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
});

const NotifyContext = createContext<Notify>({ done: () => undefined });

/** The way to say that something was done. */
export const useNotify = (): Notify => useContext(NotifyContext);

/** Long enough for two short sentences. */
const shownMs = 6000;

/** The place where passing notices appear, one at a time. No Fluent toasts: these put focusable hidden elements into the page. */
export function Notices({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const [notice, setNotice] = useState<Notice | null>(null);
  const notify = useMemo<Notify>(() => ({ done: (title, body) => setNotice({ title, body }) }), []);
  useEffect(() => {
    const timer = notice && setTimeout(() => setNotice(null), shownMs);
    return () => clearTimeout(timer ?? undefined);
  }, [notice]);
  return (
    <NotifyContext value={notify}>
      {children}
      <output className={styles.place}>{notice && <Passing {...notice} />}</output>
    </NotifyContext>
  );
}

function Passing({ title, body }: Notice) {
  const styles = useStyles();
  return (
    <div className={styles.notice}>
      <CheckmarkCircleFilled aria-hidden className={styles.icon} />
      <div>
        <Strong block>
          {title}
        </Strong>
        {body && <Caption1 block>{body}</Caption1>}
      </div>
    </div>
  );
}
