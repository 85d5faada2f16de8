import { mount } from '../surface.tsx';
import { SidePanel } from './side-panel.tsx';

mount(<SidePanel />);
