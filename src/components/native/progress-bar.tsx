import { makeStyles, tokens } from '@fluentui/react-components';

const part = { borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorCompoundBrandBackground };
const whole = { borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground6 };

const useStyles = makeStyles({
  bar: {
    ...whole,
    appearance: 'none',
    display: 'block',
    width: '100%',
    height: '4px',
    border: 'none',
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    '::-webkit-progress-bar': whole,
    '::-webkit-progress-value': part,
    '::-moz-progress-bar': part,
  },
});

/** How far something is; `value` from 0 to 1. */
export function ProgressBar({ value, label }: { value: number; label: string }) {
  const styles = useStyles();
  return <progress className={styles.bar} value={value} max={1} aria-label={label} />;
}
