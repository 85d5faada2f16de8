/** Teams' themes as custom properties on the page, made from Fluent's at build time (`vite.config.ts`). */
declare module 'virtual:teams-themes.css';
