import { makeStyles, mergeClasses, shorthands, tokens, typographyStyles } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { createContext, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useContext, useId, useMemo } from 'react';

const edge = {
  boxSizing: 'border-box',
  minWidth: 0,
  color: tokens.colorNeutralForeground1,
  backgroundColor: tokens.colorNeutralBackground1,
  border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  borderBottomColor: tokens.colorNeutralStrokeAccessible,
  borderRadius: tokens.borderRadiusMedium,
  ':hover': { ...shorthands.borderColor(tokens.colorNeutralStroke1Hover), borderBottomColor: tokens.colorNeutralStrokeAccessibleHover },
  ':focus': { outline: `${tokens.strokeWidthThick} solid transparent`, borderBottomColor: tokens.colorCompoundBrandStroke, boxShadow: `inset 0 -1px 0 0 ${tokens.colorCompoundBrandStroke}` },
  '::placeholder': { color: tokens.colorNeutralForeground4, opacity: 1 },
  ':disabled': { color: tokens.colorNeutralForegroundDisabled, backgroundColor: 'transparent', ...shorthands.borderColor(tokens.colorNeutralStrokeDisabled), cursor: 'not-allowed' },
} as const;

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  label: { ...typographyStyles.body1, color: tokens.colorNeutralForeground1 },
  hint: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  input: { ...typographyStyles.body1, ...edge, width: '100%', minHeight: '32px', padding: `0 ${tokens.spacingHorizontalMNudge}` },
  area: { ...typographyStyles.body1, ...edge, width: '100%', minHeight: '52px', padding: `5px ${tokens.spacingHorizontalMNudge}`, resize: 'none' },
  upright: { resize: 'vertical' },
  small: { ...typographyStyles.caption1, minHeight: '24px', padding: `0 ${tokens.spacingHorizontalSNudge}` },
  smallArea: { ...typographyStyles.caption1, minHeight: '40px', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalSNudge}` },
  choice: { position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0 },
  select: { ...typographyStyles.body1, ...edge, appearance: 'none', width: '100%', height: '32px', padding: `0 36px 0 ${tokens.spacingHorizontalMNudge}`, cursor: 'pointer' },
  smallSelect: { ...typographyStyles.caption1, height: '24px', padding: `0 28px 0 ${tokens.spacingHorizontalSNudge}` },
  chevron: { position: 'absolute', insetInlineEnd: '8px', fontSize: '16px', pointerEvents: 'none', color: tokens.colorNeutralStrokeAccessible, display: 'flex' },
});

/** Ties an input to the label and hint around it. */
const FieldContext = createContext<{ id: string; describedBy?: string } | null>(null);

function useTied(id: string | undefined): { id?: string; 'aria-describedby'?: string } {
  const field = useContext(FieldContext);
  if (!field) return id ? { id } : {};
  return { id: id ?? field.id, ...(field.describedBy ? { 'aria-describedby': field.describedBy } : {}) };
}

/** A label, the one input under it, and a hint. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  const describedBy = `${id}hint`;
  const tie = useMemo(() => (hint ? { id, describedBy } : { id }), [id, hint, describedBy]);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <FieldContext value={tie}>{children}</FieldContext>
      {hint && (
        <span id={describedBy} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}

type Size = 'small' | 'medium';
/** What a person typed or chose, as Fluent's inputs tell it. */
type Told = (event: unknown, data: { value: string }) => void;

interface InputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'size'> {
  onChange: Told;
  size?: Size;
  ref?: Ref<HTMLInputElement>;
}

export function Input({ onChange, size = 'medium', id, className, ...rest }: InputProps) {
  const styles = useStyles();
  return <input autoComplete="off" {...rest} {...useTied(id)} className={mergeClasses(styles.input, size === 'small' && styles.small, className)} onChange={(event) => onChange(event, { value: event.target.value })} />;
}

interface TextareaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'> {
  onChange: Told;
  size?: Size;
  resize?: 'vertical';
}

export function Textarea({ onChange, size = 'medium', resize, id, className, ...rest }: TextareaProps) {
  const styles = useStyles();
  const look = mergeClasses(styles.area, size === 'small' && styles.smallArea, resize && styles.upright, className);
  return <textarea {...rest} {...useTied(id)} className={look} onChange={(event) => onChange(event, { value: event.target.value })} />;
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'size'> {
  onChange: Told;
  size?: Size;
}

export function Select({ onChange, size = 'medium', id, className, ...rest }: SelectProps) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.choice, className)}>
      <select {...rest} {...useTied(id)} className={mergeClasses(styles.select, size === 'small' && styles.smallSelect)} onChange={(event) => onChange(event, { value: event.target.value })} />
      <span aria-hidden className={styles.chevron}>
        <ChevronDownRegular />
      </span>
    </span>
  );
}
