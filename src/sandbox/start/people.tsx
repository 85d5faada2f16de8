import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { Anybody, Tenant } from '../tenant/tenant.ts';
import { PersonCard } from './person-card.tsx';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0 },
  cards: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 280px), 1fr))' },
});

interface PeopleProps {
  tenant: Tenant;
  now: Date | null;
}

/** Everybody whom one can be. */
export function People({ tenant, now }: PeopleProps) {
  const names = new Map(tenant.people.map(({ address, name }) => [address, name]));
  return (
    <>
      <Group title={`People at ${tenant.organisation.name}`} everybody={tenant.people} names={names} now={now} />
      {tenant.outsiders.length > 0 && <Group title="People outside" everybody={tenant.outsiders} names={names} now={now} />}
    </>
  );
}

interface GroupProps {
  title: string;
  everybody: readonly Anybody[];
  names: ReadonlyMap<string, string>;
  now: Date | null;
}

function Group({ title, everybody, names, now }: GroupProps) {
  const styles = useStyles();
  return (
    <section className={styles.group} aria-label={title}>
      <Subtitle1 as="h2" className={styles.title}>
        {title}
      </Subtitle1>
      <ul className={styles.cards}>
        {everybody.map((one) => (
          <PersonCard key={one.address} one={one} manager={one.kind === 'person' && one.manager ? (names.get(one.manager) ?? one.manager) : null} now={now} />
        ))}
      </ul>
    </section>
  );
}
