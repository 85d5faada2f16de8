import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissions } from '../../server/platform/microsoft/permissions.ts';
import { startApi, type Api } from '../support/api.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

const page = async (query = ''): Promise<{ status: number; headers: Headers; text: string }> => {
  const response = await fetch(`${api.url}/administrator${query}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('the page for administrators', () => {
  it('says of each permission what it is for and what does not work without it', async () => {
    const { status, text } = await page();
    expect(status).toBe(200);
    for (const { name } of [...permissions.delegated, ...permissions.application]) expect(text).toContain(`<code>${name}</code>`);
    expect(text.match(/<tr><th scope="row">/g)).toHaveLength(permissions.delegated.length + permissions.application.length);
    expect(text).not.toMatch(/<td><\/td>/);
  });

  it('leads to Entra for this application and back, and to nowhere else', async () => {
    const { text } = await page();
    const link = new URL(/class="grant" href="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&'));
    expect(link.origin).toBe('https://login.microsoftonline.com');
    expect(link.pathname).toMatch(/\/v2\.0\/adminconsent$/);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: api.context.settings.clientId, scope: 'https://graph.microsoft.com/.default', redirect_uri: `${api.context.settings.baseUrl}/administrator`,
    });
  });

  it.each([
    ['?admin_consent=True&tenant=x', /Microsoft 365 has recorded your consent/],
    ['?error=access_denied&error_description=no', /Nothing was granted/],
    ['?error=server_error', /did not record/],
  ])('says how it went: %s', async (query, words) => expect((await page(query)).text).toMatch(words));

  it('repeats nothing that it is told, runs no script and stands alone', async () => {
    const { text, headers } = await page('?error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cimg%20src=x%3E&admin_consent[]=True');
    expect(text).not.toMatch(/<script|<img|alert/);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
  });
});
