import { Body1, Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { CalendarCancelRegular } from '@fluentui/react-icons';
import type { Relaxation, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { adviceWords, offerWords } from './relaxations.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  picture: { fontSize: '28px', lineHeight: 1, color: tokens.colorNeutralForeground3, flexShrink: 0 },
  title: { margin: 0 },
  blockers: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  offers: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  offer: { whiteSpace: 'normal', textAlign: 'left', maxWidth: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface OffersProps {
  found: TimesFound;
  take: (relax: Relaxation[]) => void;
}

/** Nothing suits everybody: who and what is in the way, and the smallest changes that would open times. */
export function NoTimes({ found, take }: OffersProps) {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <div className={styles.head}>
        <CalendarCancelRegular aria-hidden className={styles.picture} />
        <Subtitle2 as="h3" className={styles.title}>
          What is in the way
        </Subtitle2>
      </div>
      <ul className={styles.blockers}>
        {found.blockers.map(({ text }) => (
          <li key={text}>
            <Body1>{text}</Body1>
          </li>
        ))}
      </ul>
      {found.relaxations.length > 0 ? (
        <Offers title="What would open times" found={found} take={take} />
      ) : (
        <Body1 className={styles.quiet}>{adviceWords(found.blockers)}</Body1>
      )}
    </div>
  );
}

/** Under a short list: what would make it longer. Nothing where there is enough. */
export function MoreTimes({ found, take }: OffersProps) {
  return found.relaxations.length === 0 ? null : <Offers title="None of these? This would open more" found={found} take={take} />;
}

function Offers({ title, found, take }: OffersProps & { title: string }) {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      <ul className={styles.offers}>
        {found.relaxations.map((offer) => (
          <li key={offer.label}>
            <Button className={styles.offer} onClick={() => take(offer.relax)}>
              {offerWords(offer)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
