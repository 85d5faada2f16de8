import 'virtual:teams-themes.css';
import { toTheme } from '../../host/host.ts';
import { begin } from './beginning.ts';

// Before anything is drawn: the theme that Teams put into our address, so that nothing flashes.
document.documentElement.dataset['theme'] = toTheme(new URLSearchParams(location.search).get('theme'));

// React is fetched meanwhile, and begins once the request is on its way: a slow processor can do one thing at a time.
const beginning = begin();
void beginning.asked.then(() => import('./side-panel.tsx')).then(({ showPanel }) => showPanel(beginning));
