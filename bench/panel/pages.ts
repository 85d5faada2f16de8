import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { precompress } from '../../scripts/vite/precompress.ts';

/**
 * The least that Teams is: a page with a frame, which answers what teams-js asks. What the frame shows stands in this page's hash:
 * path, chat, person and token.
 */
const host = (runtime: string): string => `<!doctype html><title>Host</title><style>body{margin:0}</style><iframe title="Fieldwork" allow="clipboard-write" style="border:0;width:100%;height:900px"></iframe><script>
const wish = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const frame = document.querySelector('iframe');
const context = { entityId: 'session', subEntityId: '', frameContext: 'sidePanel', theme: 'default', locale: 'en-gb', appId: wish.appId, appSessionId: 'b', userObjectId: wish.objectId, tid: wish.tenantId, loginHint: wish.address, userPrincipalName: wish.address, hostName: 'Teams', hostClientType: 'web', chatId: wish.chatId, meetingId: 'm' };
const answers = { initialize: () => ['sidePanel', 'web', '2.0.5', ${JSON.stringify(runtime)}], getContext: () => [context], 'authentication.getAuthToken': () => [true, wish.token], 'appInitialization.success': () => [] };
addEventListener('message', ({ source, data }) => {
  const args = answers[data.func]?.();
  if (source === frame.contentWindow && args) source.postMessage({ id: data.id, ...(data.uuidAsString ? { uuidAsString: data.uuidAsString } : {}), args }, location.origin);
});
frame.src = wish.path;
</script>`;

export const hostPath = '/assets/bench-host.html';
export const yardstickPath = '/assets/bench-yardstick.html';

/** A copy of the built pages with the host and the yardstick among their assets, so that all are served by the same server in the same way. */
export async function benchPages(built: string, into: string): Promise<void> {
  cpSync(built, into, { recursive: true });
  const assets = join(into, 'assets');
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: { outDir: assets, emptyOutDir: false, target: 'es2023', copyPublicDir: false, rolldownOptions: { input: join(import.meta.dirname, 'yardstick.ts'), output: { entryFileNames: 'bench-yardstick.js' } } },
  });
  await precompress(into);
  writeFileSync(join(into, 'assets/bench-yardstick.html'), '<!doctype html><html lang="en"><meta charset="utf-8"><title>Yardstick</title><script type="module" src="/assets/bench-yardstick.js"></script>');
  const runtime = { apiVersion: 4, isNAAChannelRecommended: false, isLegacyTeams: false, supports: { app: { notifySuccessResponse: {} }, pages: {} } };
  writeFileSync(join(into, 'assets/bench-host.html'), host(JSON.stringify(runtime)));
}
