import { makeStyles, shorthands, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { InputHTMLAttributes } from 'react';

const useStyles = makeStyles({
  place: { position: 'relative', display: 'inline-flex', flexShrink: 0, width: '32px', height: '32px', alignItems: 'center', justifyContent: 'center' },
  // Over the drawn box and larger than it: easy to press, and the browser's own for keyboards and screen readers.
  input: {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    margin: 0,
    opacity: 0,
    cursor: 'pointer',
    ':disabled': { cursor: 'default' },
    ':focus-visible + span': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: '3px' },
    ':hover + span': { ...shorthands.borderColor(tokens.colorNeutralStrokeAccessibleHover) },
    ':checked + span': { color: tokens.colorNeutralForegroundInverted, backgroundColor: tokens.colorCompoundBrandBackground, ...shorthands.borderColor(tokens.colorCompoundBrandBackground) },
    ':checked:hover + span': { backgroundColor: tokens.colorCompoundBrandBackgroundHover, ...shorthands.borderColor(tokens.colorCompoundBrandBackgroundHover) },
    // Not only transparent: where the system chooses the colours, a tick would be seen in every box.
    ':not(:checked) + span > svg': { visibility: 'hidden' },
    ':disabled + span': { ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled) },
    ':disabled:checked + span': { color: tokens.colorNeutralForegroundDisabled, backgroundColor: 'transparent', ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled) },
  },
  box: {
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '16px',
    height: '16px',
    fontSize: '12px',
    color: 'transparent',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
  },
});

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'onChange'> {
  checked: boolean;
  onChange: (event: unknown, data: { checked: boolean }) => void;
}

/** A box to tick. */
export function Checkbox({ onChange, ...rest }: CheckboxProps) {
  const styles = useStyles();
  return (
    <span className={styles.place}>
      <input {...rest} type="checkbox" className={styles.input} onChange={(event) => onChange(event, { checked: event.target.checked })} />
      <span aria-hidden className={styles.box}>
        <CheckmarkRegular />
      </span>
    </span>
  );
}
