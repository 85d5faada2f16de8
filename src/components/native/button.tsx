import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import type { ButtonHTMLAttributes, MouseEvent, ReactElement, ReactNode, Ref } from 'react';

const chosen = { color: 'HighlightText', backgroundColor: 'Highlight', ...shorthands.borderColor('Highlight') };

const useStyles = makeStyles({
  button: {
    boxSizing: 'border-box',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    margin: 0,
    maxWidth: '100%',
    overflow: 'hidden',
    fontFamily: tokens.fontFamilyBase,
    textDecorationLine: 'none',
    verticalAlign: 'middle',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { color: tokens.colorNeutralForeground1Hover, backgroundColor: tokens.colorNeutralBackground1Hover, ...shorthands.borderColor(tokens.colorNeutralStroke1Hover) },
    ':hover:active': { color: tokens.colorNeutralForeground1Pressed, backgroundColor: tokens.colorNeutralBackground1Pressed, ...shorthands.borderColor(tokens.colorNeutralStroke1Pressed) },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: 0, ...shorthands.borderColor(tokens.colorStrokeFocus1) },
  },
  medium: { minWidth: '96px', minHeight: '32px', padding: `5px ${tokens.spacingHorizontalM}`, gap: tokens.spacingHorizontalSNudge, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, lineHeight: tokens.lineHeightBase300 },
  small: { minWidth: '64px', minHeight: '24px', padding: `3px ${tokens.spacingHorizontalS}`, gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, lineHeight: tokens.lineHeightBase200 },
  large: { minWidth: '96px', minHeight: '40px', padding: `8px ${tokens.spacingHorizontalL}`, gap: tokens.spacingHorizontalSNudge, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, lineHeight: tokens.lineHeightBase400 },
  mediumIcon: { minWidth: '32px', padding: '5px' },
  smallIcon: { minWidth: '24px', padding: '1px' },
  icon: { display: 'inline-flex', fontSize: '20px', lineHeight: 0 },
  secondary: {},
  primary: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    ...shorthands.borderColor('transparent'),
    ':hover': { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackgroundHover, ...shorthands.borderColor('transparent') },
    ':hover:active': { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackgroundPressed, ...shorthands.borderColor('transparent') },
    ':focus-visible': { boxShadow: `inset 0 0 0 ${tokens.strokeWidthThin} ${tokens.colorNeutralForegroundOnBrand}` },
  },
  subtle: {
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorSubtleBackground,
    ...shorthands.borderColor('transparent'),
    ':hover': { color: tokens.colorNeutralForeground2Hover, backgroundColor: tokens.colorSubtleBackgroundHover, ...shorthands.borderColor('transparent') },
    ':hover:active': { color: tokens.colorNeutralForeground2Pressed, backgroundColor: tokens.colorSubtleBackgroundPressed, ...shorthands.borderColor('transparent') },
  },
  checked: {
    color: tokens.colorNeutralForeground1Selected,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // Not by colour alone: what is chosen has a stronger frame.
    ...shorthands.borderColor(tokens.colorCompoundBrandStroke),
    boxShadow: `inset 0 0 0 ${tokens.strokeWidthThin} ${tokens.colorCompoundBrandStroke}`,
    fontWeight: tokens.fontWeightSemibold,
    // Where the browser chooses the colours, of frame and shadow nothing is left that tells it from the others.
    '@media (forced-colors: active)': { forcedColorAdjust: 'none', ...chosen, ':hover': chosen, ':hover:active': chosen },
  },
  off: {
    cursor: 'not-allowed',
    color: tokens.colorNeutralForegroundDisabled,
    backgroundColor: tokens.colorNeutralBackgroundDisabled,
    ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled),
    ':hover': { color: tokens.colorNeutralForegroundDisabled, backgroundColor: tokens.colorNeutralBackgroundDisabled, ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled) },
    ':hover:active': { color: tokens.colorNeutralForegroundDisabled, backgroundColor: tokens.colorNeutralBackgroundDisabled, ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled) },
  },
  offSubtle: { backgroundColor: 'transparent', ...shorthands.borderColor('transparent'), ':hover': { backgroundColor: 'transparent', ...shorthands.borderColor('transparent') }, ':hover:active': { backgroundColor: 'transparent', ...shorthands.borderColor('transparent') } },
});

export type Appearance = 'primary' | 'secondary' | 'subtle';

interface Look {
  appearance?: Appearance;
  size?: 'small' | 'medium' | 'large';
  icon?: ReactElement;
  children?: ReactNode;
}

interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Nothing to press now, but it keeps the focus and can be read. */
  disabledFocusable?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

function useLook({ appearance = 'secondary', size = 'medium', icon, children }: Look, off: boolean, checked: boolean) {
  const styles = useStyles();
  const alone = icon !== undefined && !children;
  const classes = [styles.button, styles[size], alone && styles[size === 'small' ? 'smallIcon' : 'mediumIcon'], styles[appearance], checked && styles.checked, off && styles.off, off && appearance === 'subtle' && styles.offSubtle];
  return { className: mergeClasses(...classes), inside: <>{icon && <span className={styles.icon}>{icon}</span>}{children}</> };
}

/** A button of the browser's own with Fluent's look: weighs next to nothing, which is why panels that must open at once use it. */
export function Button({ appearance = 'secondary', size = 'medium', icon, children, disabledFocusable = false, className, onClick, type = 'button', ...rest }: ButtonProps) {
  const { className: own, inside } = useLook({ appearance, size, ...(icon ? { icon } : {}), children }, disabledFocusable || rest.disabled === true, rest['aria-pressed'] === true);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabledFocusable) return event.preventDefault();
    onClick?.(event);
  };
  return (
    <button {...rest} type={type} className={mergeClasses(own, className)} {...(disabledFocusable ? { 'aria-disabled': true } : {})} onClick={press}>
      {inside}
    </button>
  );
}

/** A button that stays pressed. */
export function ToggleButton({ checked, ...rest }: Omit<ButtonProps, 'aria-pressed'> & { checked: boolean }) {
  return <Button {...rest} aria-pressed={checked} />;
}

interface LinkButtonProps extends Look {
  href: string;
  'aria-label'?: string;
}

/** A real link that looks like a button, so that it says so and can be copied. */
export function LinkButton({ href, appearance, size, icon, children, ...rest }: LinkButtonProps) {
  const { className, inside } = useLook({ ...(appearance ? { appearance } : {}), ...(size ? { size } : {}), ...(icon ? { icon } : {}), children }, false, false);
  return (
    <a href={href} className={className} {...rest}>
      {inside}
    </a>
  );
}
