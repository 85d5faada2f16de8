import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useLayoutEffect } from 'react';
import { useHostView, type ViewedHost } from '../host-view.ts';
import { Notices } from '../notices.tsx';
import { ViewerContext } from '../viewer.ts';

const useStyles = makeStyles({
  frame: {
    ...typographyStyles.body1,
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
});

/** As AppFrame, for pages whose themes come as a style sheet (`teams-themes.css`) and whose elements are the browser's own. */
export function NativeFrame({ host, zone, children }: { host: ViewedHost; zone?: string | null; children: ReactNode }) {
  const styles = useStyles();
  const { theme, viewer } = useHostView(host, zone, 0);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <ViewerContext value={viewer}>
      <Notices>
        <div className={styles.frame}>{children}</div>
      </Notices>
    </ViewerContext>
  );
}
