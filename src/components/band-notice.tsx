import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissCircleFilled, InfoFilled, WarningFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Body1, Strong } from './native/text.tsx';

const useStyles = makeStyles({
  band: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { display: 'flex', fontSize: '20px', color: tokens.colorNeutralForeground3 },
  title: { display: 'block' },
  actions: { gridColumn: 2, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  info: {},
  success: { backgroundColor: tokens.colorStatusSuccessBackground1, ...shorthands.borderColor(tokens.colorStatusSuccessBorder1) },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, ...shorthands.borderColor(tokens.colorStatusWarningBorder1) },
  error: { backgroundColor: tokens.colorStatusDangerBackground1, ...shorthands.borderColor(tokens.colorStatusDangerBorder1) },
  successIcon: { color: tokens.colorStatusSuccessForeground1 },
  warningIcon: { color: tokens.colorStatusWarningForeground3 },
  errorIcon: { color: tokens.colorStatusDangerForeground1 },
});

const pictures = { info: <InfoFilled />, success: <CheckmarkCircleFilled />, warning: <WarningFilled />, error: <DismissCircleFilled /> };

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
    <div className={mergeClasses(styles.band, styles[intent])} role={intent === 'error' ? 'alert' : 'status'}>
      <span aria-hidden className={mergeClasses(styles.icon, intent !== 'info' && styles[`${intent}Icon`])}>
        {pictures[intent]}
      </span>
      <Body1 as="div">
        {title && <Strong className={styles.title}>{title}</Strong>}
        {children}
      </Body1>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
