import { makeStyles, Text, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  head: {
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    height: '44px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tab: { alignSelf: 'stretch', display: 'flex', alignItems: 'center', borderBottom: `2px solid ${tokens.colorBrandStroke1}` },
});

/** The strip that Teams puts over an app: its name and its tabs. */
export function AppHead({ tab }: { tab: string }) {
  const styles = useStyles();
  return (
    <div className={styles.head}>
      <img src={mark} alt="" width={24} height={24} />
      <Text weight="semibold">Fieldwork</Text>
      <Text className={styles.tab}>{tab}</Text>
    </div>
  );
}

/** Address of the app's icon. */
export const mark = new URL('../../components/mark.svg', import.meta.url).href;
