import type { ReactElement, ReactNode } from 'react';
import { type Appearance, LinkButton } from './native/button.tsx';

interface ButtonLinkProps {
  /** A path of the tab, e.g. `/engagements/new`. */
  to: string;
  appearance?: Appearance;
  size?: 'small' | 'medium' | 'large';
  icon?: ReactElement;
  children: ReactNode;
  /** Said instead of the words, where these alone would not tell which one. */
  label?: string;
}

/** Leads to another screen and looks like a button; a real link, so that it says so and can be copied. */
export function ButtonLink({ to, label, children, ...look }: ButtonLinkProps) {
  return (
    <LinkButton href={`#${to}`} {...look} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </LinkButton>
  );
}
