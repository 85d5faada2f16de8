import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Participant } from '../../../server/features/engagements/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { useNotify } from '../../components/notices.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  copy: { alignSelf: 'flex-start' },
  input: { minWidth: 0, width: '100%' },
});

/** A link just made. Only now can it be copied: we keep no copy of it. */
export function NewLink({ link, coach }: { link: CoachLinkCreated; coach: Participant }) {
  const styles = useStyles();
  const notify = useNotify();
  const box = useRef<HTMLDivElement>(null);
  const copy = async () => {
    const copied = await copyText(link.url);
    if (copied) notify.done('Copied');
    else box.current?.querySelector('input')?.select();
  };
  return (
    <div ref={box} className={styles.stack}>
      <BandNotice intent="success" title={link.sent ? `Sent to ${coach.email}.` : 'The link is ready.'}>
        {link.sent ? 'You can also copy it now.' : 'Copy it now: it is shown only once.'}
      </BandNotice>
      <Field label="Personal link" hint="Whoever has it can say when this coach is free. Give it to nobody else.">
        <Input className={styles.input} readOnly value={link.url} onFocus={(event) => event.target.select()} />
      </Field>
      <Button className={styles.copy} icon={<CopyRegular />} onClick={() => void copy()}>
        Copy
      </Button>
    </div>
  );
}

/** False where the frame may not write to the clipboard; the text is then selected for the person instead. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
