/** `entityId` of the personal tab in the app's manifest. */
export const tabId = 'home';

/**
 * The link to a screen of the personal tab that opens it in Teams from anywhere, e.g. `/review/now`
 * (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application). `webUrl` is opened where a client cannot show tabs.
 */
export function tabLink(teamsAppId: string, path: string, webUrl: string | null = null): string {
  const fallback = webUrl === null ? '' : `webUrl=${encodeURIComponent(webUrl)}&`;
  const context = encodeURIComponent(JSON.stringify({ subEntityId: path }));
  return `https://teams.microsoft.com/l/entity/${encodeURIComponent(teamsAppId)}/${tabId}?${fallback}context=${context}`;
}
