import { mount } from '../surface.tsx';
import { Tab } from './tab.tsx';

mount(<Tab />);
