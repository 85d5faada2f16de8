import { Field, Select, Switch } from '@fluentui/react-components';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { readPolicy, setPolicy, type TeamsPolicy } from '../tenant/meeting.ts';
import { Part } from './part.tsx';

/** What an administrator of Teams can set about who was in a meeting. */
export function TeamsPart() {
  const policy = useLoad('teams-policy', readPolicy);
  const change = useAction(async (to: Partial<TeamsPolicy>) => policy.replace(await setPolicy(to)));
  const now = policy.data;
  return (
    <Part title="Attendance in Teams">
      <ErrorNote problem={policy.problem ?? change.problem} />
      {now && (
        <>
          <Switch
            label="Applications may read online meetings (application access policy)"
            checked={now.applicationAccess}
            onChange={(_event, { checked }) => void change.run({ applicationAccess: checked })}
          />
          <Field label="Attendance reports">
            <Select value={now.attendanceReports} onChange={(_event, { value }) => void change.run({ attendanceReports: value as TeamsPolicy['attendanceReports'] })}>
              <option value="on">come, and name everybody</option>
              <option value="emptied">come, and name nobody</option>
              <option value="off">do not come</option>
            </Select>
          </Field>
          <Field label="A report can be read">
            <Select
              value={String(now.reportDelayMinutes)}
              onChange={(_event, { value }) => void change.run({ reportDelayMinutes: value === 'null' ? null : Number(value) })}
            >
              <option value="null">some minutes after the meeting</option>
              <option value="0">at once</option>
              <option value="180">three hours later</option>
              <option value="1500">the next day</option>
            </Select>
          </Field>
        </>
      )}
    </Part>
  );
}
