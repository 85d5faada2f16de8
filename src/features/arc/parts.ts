import { makeStyles, tokens } from '@fluentui/react-components';

/** Looks that the screens of a plan and of a series share. */
export const usePartStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  arrived: { outlineStyle: 'none', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
  plain: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  title: { margin: 0 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  wrapping: { whiteSpace: 'normal', textAlign: 'left', maxWidth: '100%', fontWeight: tokens.fontWeightRegular },
});
