import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AppsAddInRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { Anybody, Person } from '../../tenant/tenant.ts';
import type { PlayedItem } from './office-messages.ts';
import { type FormAccess, PaneFrame } from './pane-frame.tsx';

const useStyles = makeStyles({
  beside: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'flex-start', minWidth: 0 },
  main: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

interface BesideProps {
  one: Anybody;
  item: PlayedItem;
  form?: FormAccess;
  children: ReactNode;
}

/** An open item with the add-in's ribbon button over it and, once pressed, its pane beside it. People outside have no such add-in. */
export function WithPane({ one, item, form, children }: BesideProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  if (one.kind === 'outsider') return children;
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <div role="toolbar" aria-label="Ribbon">
          <Button icon={<AppsAddInRegular />} aria-pressed={open} onClick={() => setOpen(!open)}>
            Fieldwork
          </Button>
        </div>
        {children}
      </div>
      {open && <PaneFrame person={one satisfies Person} item={item} {...(form ? { form } : {})} close={() => setOpen(false)} />}
    </div>
  );
}
