import { Caption1, Combobox, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { FormField } from '../../components/form-field.tsx';
import { clockText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { allZones, offsetWords, searchZones, zoneLabel } from './zones.ts';

const useStyles = makeStyles({
  box: { minWidth: 0, width: '100%', '& > input': { minWidth: 0, width: '100%' } },
  list: { maxHeight: '280px' },
  option: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  quiet: { color: 'inherit' },
});

interface ZoneFieldProps {
  zone: string;
  change: (zone: string) => void;
  now: Date;
}

/** The coach's zone, found by typing a city; the clock there shows whether it is the right one. */
export function ZoneField({ zone, change, now }: ZoneFieldProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const zones = useMemo(() => allZones(), []);
  const [search, setSearch] = useState<string | null>(null);
  const found = search === null || search === '' ? searchZones(zones, zone.split('/')[0] ?? '') : searchZones(zones, search);
  return (
    <FormField field="zone" label="Where you work" hint={`It is ${clockText(now, zone, locale)} there now (${offsetWords(zone, now)}).`}>
      <Combobox
        className={styles.box}
        listbox={{ className: styles.list }}
        value={search ?? zoneLabel(zone)}
        selectedOptions={[zone]}
        autoComplete="off"
        inlinePopup
        placeholder="Type a city, such as Lisbon"
        onChange={(event) => setSearch(event.target.value)}
        onOptionSelect={(_event, { optionValue }) => {
          // Typing over a chosen option counts as choosing nothing, and must not end the search.
          if (!optionValue) return;
          change(optionValue);
          setSearch(null);
        }}
        onBlur={() => setSearch(null)}
        onFocus={(event) => event.target.select()}
      >
        {found.map((name) => (
          <Option key={name} value={name} text={zoneLabel(name)}>
            <span className={styles.option}>
              {zoneLabel(name)} <Caption1 className={styles.quiet}>{offsetWords(name, now)}</Caption1>
            </span>
          </Option>
        ))}
        {found.length === 0 && (
          <Option disabled value="" text="">
            No city by that name. Try a larger one in the same zone.
          </Option>
        )}
      </Combobox>
    </FormField>
  );
}
