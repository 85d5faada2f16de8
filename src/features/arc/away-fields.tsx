import { Body1Strong, Button, Caption1, Input } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { FieldGrid } from '../../components/field-grid.tsx';
import { FormField } from '../../components/form-field.tsx';
import { addDays } from '../../components/time.ts';
import { usePartStyles } from './parts.ts';

interface AwayFieldsProps {
  away: readonly { from: string; to: string }[];
  /** A week that is added begins on this day, when there is none yet. */
  from: string;
  change: (away: { from: string; to: string }[]) => void;
}

/** As many as the API takes. */
const mostAway = 20;

/** Days that are left out whatever the calendars say. */
export function AwayFields({ away, from, change }: AwayFieldsProps) {
  const parts = usePartStyles();
  const set = (at: number, part: Partial<{ from: string; to: string }>) => change(away.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const add = () => {
    const first = away.at(-1)?.to ? addDays(away.at(-1)!.to, 1) : from;
    change([...away, { from: first, to: addDays(first, 6) }]);
  };
  return (
    <fieldset className={`${parts.plain} ${parts.stack}`}>
      <Body1Strong as="h3" className={parts.title}>
        Weeks left out
      </Body1Strong>
      {away.length === 0 && <Caption1 className={parts.quiet}>None. Add holidays, a busy season, a move.</Caption1>}
      {away.map((one, at) => (
        // A row has nothing of its own but its place.
        <div key={at} className={parts.stack}>
          <FieldGrid>
            <FormField field={`settings.away.${at}.from`} label={`First day ${at + 1}`}>
              <Input type="date" value={one.from} onChange={(_event, { value }) => set(at, { from: value })} />
            </FormField>
            <FormField field={`settings.away.${at}.to`} label={`Last day ${at + 1}`}>
              <Input type="date" min={one.from} value={one.to} onChange={(_event, { value }) => set(at, { to: value })} />
            </FormField>
          </FieldGrid>
          <div>
            <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={`Take out the days ${at + 1}`} onClick={() => change(away.filter((_, index) => index !== at))}>
              Take out
            </Button>
          </div>
        </div>
      ))}
      {away.length < mostAway && (
        <div>
          <Button size="small" icon={<AddRegular />} onClick={add}>
            Leave out days
          </Button>
        </div>
      )}
    </fieldset>
  );
}
