import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Body1, Subtitle1 } from './native/text.tsx';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  picture: { color: tokens.colorBrandForeground1, fontSize: '48px', lineHeight: 1 },
  title: { margin: 0 },
  words: { margin: 0, maxWidth: '46ch', color: tokens.colorNeutralForeground2 },
});

interface EmptyProps {
  picture?: ReactNode;
  title: string;
  children: ReactNode;
  /** The one thing to do here. */
  action?: ReactNode;
}

/** A screen, or a large part of one, with nothing on it yet: what will be here, and the one thing that starts it. */
export function Empty({ picture, title, children, action }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      {picture && (
        <span aria-hidden className={styles.picture}>
          {picture}
        </span>
      )}
      <Subtitle1 as="h2" align="center" className={styles.title}>
        {title}
      </Subtitle1>
      <Body1 as="p" block align="center" className={styles.words}>
        {children}
      </Body1>
      {action}
    </div>
  );
}
