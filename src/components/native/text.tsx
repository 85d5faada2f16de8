import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import type { ElementType, HTMLAttributes } from 'react';

const useStyles = makeStyles({
  body: { ...typographyStyles.body1, textAlign: 'start', display: 'inline', overflowWrap: 'break-word', whiteSpace: 'normal' },
  strong: { ...typographyStyles.body1, fontWeight: tokens.fontWeightSemibold, display: 'inline' },
  caption: { ...typographyStyles.caption1, textAlign: 'start', display: 'inline' },
  subtitle1: { ...typographyStyles.subtitle1, display: 'inline' },
  subtitle2: { ...typographyStyles.subtitle2, display: 'inline' },
  block: { display: 'block' },
  center: { textAlign: 'center' },
});

interface TextProps extends HTMLAttributes<HTMLElement> {
  as?: ElementType;
  block?: boolean;
  align?: 'center';
}

const text = (look: 'body' | 'strong' | 'caption' | 'subtitle1' | 'subtitle2') =>
  function Text({ as: Element = 'span', block = Element !== 'span', align, className, ...rest }: TextProps) {
    const styles = useStyles();
    return <Element {...rest} className={mergeClasses(styles[look], block && styles.block, align && styles[align], className)} />;
  };

/** Fluent's text styles on the browser's own elements. */
export const Body1 = text('body');
export const Strong = text('strong');
export const Caption1 = text('caption');
export const Subtitle1 = text('subtitle1');
export const Subtitle2 = text('subtitle2');
