import { mount } from '../surface.tsx';
import { TaskPane } from './task-pane.tsx';

mount(<TaskPane />);
