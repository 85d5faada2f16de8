import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonQuestionMarkRegular } from '@fluentui/react-icons';
import { Empty } from '../../components/empty.tsx';

const useStyles = makeStyles({
  main: { padding: tokens.spacingVerticalXXL, maxWidth: '720px', marginInline: 'auto' },
  title: { margin: `0 0 ${tokens.spacingVerticalL}` },
});

/** The address names nobody whom one could be. */
export function NobodyHere({ program }: { program: string }) {
  const styles = useStyles();
  return (
    <main className={styles.main}>
      <h1 className={styles.title}>Simulated {program}</h1>
      <Empty
        picture={<PersonQuestionMarkRegular />}
        title="Nobody by that address"
        action={
          <Button as="a" href="/sandbox" appearance="primary">
            Choose a person
          </Button>
        }
      >
        There is nobody by that address here who has {program}. Everybody there is, is on the first page.
      </Empty>
    </main>
  );
}
