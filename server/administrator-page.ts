import { escapeHtml } from './platform/html.ts';
import { permissions, type PermissionWords } from './platform/microsoft/permissions.ts';

export interface ConsentPlace {
  /** `https://login.microsoftonline.com/` and the tenant, or `organizations`. */
  authority: string;
  clientId: string;
  /** Public origin of this deployment. */
  baseUrl: string;
}

/** Where Entra answers after an administrator agreed or declined; registered in `aad.manifest.json`. */
export const administratorPath = '/administrator';

/** Entra's own page where an administrator grants everything that the application's registration lists (learn.microsoft.com, v2-admin-consent). */
export function adminConsentUrl({ authority, clientId, baseUrl }: ConsentPlace): string {
  const query = new URLSearchParams({ client_id: clientId, scope: 'https://graph.microsoft.com/.default', redirect_uri: `${baseUrl}${administratorPath}` });
  return `${authority}/v2.0/adminconsent?${query}`;
}

const rows = (list: readonly PermissionWords[]): string =>
  list.map(({ name, why, without }) => `<tr><th scope="row"><code>${name}</code></th><td>${escapeHtml(why)}</td><td>${escapeHtml(without)}</td></tr>`).join('\n');

const table = (title: string, about: string, list: readonly PermissionWords[]): string => `
<h2>${title}</h2>
<p>${about}</p>
<div class="table" tabindex="0" role="region" aria-label="${title}">
<table><thead><tr><th scope="col">Permission</th><th scope="col">What for</th><th scope="col">Without it</th></tr></thead>
<tbody>${rows(list)}</tbody></table></div>`;

/** What came back from Entra, in words; null when nobody comes from there. */
function outcome(query: Readonly<Record<string, unknown>>): string | null {
  if (query['admin_consent'] === 'True') return 'Thank you. Microsoft 365 has recorded your consent; it takes effect within minutes.';
  if (query['error'] === undefined) return null;
  const declined = query['error'] === 'access_denied';
  return declined ? 'Nothing was granted. Fieldwork works with what is granted, as listed below; you can come back at any time.' : 'Microsoft Entra did not record the consent. Please try again, as an administrator who may grant permissions to applications.';
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.5 'Segoe UI', system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2rem; }
.grant { display: inline-block; padding: 0.5rem 1rem; border: 2px solid currentColor; border-radius: 4px; font-weight: 600; color: inherit; }
.said { border-inline-start: 4px solid currentColor; padding-inline-start: 1rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; min-width: 40rem; } td, th { text-align: start; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border-block-end: 1px solid; }
tbody th { font-weight: 400; overflow-wrap: anywhere; width: 15rem; }
@media (max-width: 44rem) { table { min-width: 0; } thead { display: none; } tr { display: block; padding-block: 0.5rem; border-block-end: 1px solid; } td, tbody th { display: block; width: auto; border: 0; padding: 0.25rem 0; }
  td:last-child::before { content: 'Without it: '; font-style: italic; } tbody th { font-weight: 600; } }`;

/** The page for whoever grants permissions: each in a sentence, what works without it, and the way to Entra. Nothing on it is secret. */
export function administratorPage(place: ConsentPlace, query: Readonly<Record<string, unknown>>): string {
  const said = outcome(query);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<title>For administrators · Fieldwork</title><style>${style}</style></head>
<body><main>
<h1>For administrators: what Fieldwork asks for</h1>
${said === null ? '' : `<p class="said" role="status">${said}</p>`}
<p>Fieldwork books coaching sessions and keeps them in step with Outlook. It asks Microsoft 365 for the permissions below, uses them for the purpose named, and says on the screen
when one that is needed is missing. Grant them for the whole organisation on Microsoft’s own page:</p>
<p><a class="grant" href="${escapeHtml(adminConsentUrl(place))}">Review and grant in Microsoft Entra</a></p>
${table('While somebody looks at a screen', 'Used in the signed-in person’s name: Fieldwork sees what that person may see, and no more.', permissions.delegated)}
${table('While nobody is looking', 'Used in the application’s own name. Those for calendars and mail can be limited to a group of mailboxes with Exchange’s RBAC for Applications: then do not grant them here, as that would stay unlimited. The administration guide has the commands.', permissions.application)}
</main></body></html>`;
}
