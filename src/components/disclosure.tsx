import { Button, Caption1, makeStyles, Subtitle2, tokens, useId } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useFieldError } from './field-errors.ts';

const useStyles = makeStyles({
  panel: {
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    minWidth: 0,
  },
  heading: { margin: 0 },
  button: { justifyContent: 'flex-start', padding: 0, minWidth: 0, width: '100%', textAlign: 'left' },
  under: { color: tokens.colorNeutralForeground2, paddingLeft: '28px' },
  body: { paddingTop: tokens.spacingVerticalL },
});

interface DisclosureProps {
  title: string;
  /** What is inside, for those who need not look. */
  under: string;
  /** Path of the fields inside: a problem among them opens it. */
  fields: string;
  children: ReactNode;
}

/** A part of a form that most people need not open. What is inside stays in the page, so that its problems can be found. */
export function Disclosure({ title, under, fields, children }: DisclosureProps) {
  const styles = useStyles();
  const id = useId('disclosure');
  const error = useFieldError(fields);
  const [asked, setAsked] = useState(false);
  const open = asked || error !== null;
  return (
    <section className={styles.panel}>
      <Subtitle2 as="h2" className={styles.heading}>
        <Button
          appearance="transparent"
          className={styles.button}
          icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setAsked(!open)}
        >
          <Subtitle2>{title}</Subtitle2>
        </Button>
      </Subtitle2>
      {!open && (
        <Caption1 as="p" block className={styles.under} style={{ margin: 0 }}>
          {under}
        </Caption1>
      )}
      <div id={id} hidden={!open} className={styles.body}>
        {children}
      </div>
    </section>
  );
}
