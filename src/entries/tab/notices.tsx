import type { ScreenProps } from '../../components/screen.ts';
import { NoticesScreen } from '../../features/nudges/notices-screen.tsx';
import { TodoSwitch } from '../../features/todo/todo-switch.tsx';

/** What reaches the person outside Fieldwork: notices, and their To Do. */
export function Notices(props: ScreenProps) {
  return <NoticesScreen {...props} after={<TodoSwitch api={props.api} />} />;
}
