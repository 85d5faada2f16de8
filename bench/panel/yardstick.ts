import { app } from '@microsoft/teams-js';

/* What the panel is measured against: a page that connects to Teams and does nothing else. */
void app.initialize().then(() => {
  Object.assign(globalThis, { readyAt: performance.now() });
  return app.notifySuccess();
});
