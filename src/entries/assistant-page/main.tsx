import { mount } from '../surface.tsx';
import { AssistantPage } from './assistant-page.tsx';

mount(<AssistantPage />);
