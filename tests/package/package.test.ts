import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applicationPermissionId, permissionIds } from '../../server/platform/microsoft/permission-ids.ts';
import { microsoftHosts } from '../../server/platform/microsoft/create-microsoft.ts';
import { permissions } from '../../server/platform/microsoft/permissions.ts';

const root = resolve(import.meta.dirname, '../..');

/** A copy of what the package is made from, so that tests may break it. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fieldwork-package-'));
  for (const part of ['appPackage', 'env', 'scripts', 'src/public', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  // A link would resolve back into the repository; the scripts look for packages beside themselves.
  execFileSync('ln', ['-s', join(root, 'node_modules'), join(copy, 'node_modules')]);
});
afterAll(() => rmSync(copy, { recursive: true }));

function build(change?: (manifest: string) => string): { ok: boolean; output: string } {
  const file = join(copy, 'appPackage/manifest.json');
  const whole = readFileSync(join(root, 'appPackage/manifest.json'), 'utf8');
  writeFileSync(file, change ? change(whole) : whole);
  try {
    return { ok: true, output: execFileSync(process.execPath, ['scripts/package.ts'], { cwd: copy, encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, output: stdout + stderr };
  }
}

describe('the package', () => {
  it('builds, and holds nothing but the manifest and its icons', () => {
    const { ok, output } = build();
    expect(output).toContain('is complete and valid');
    expect(ok).toBe(true);
  });

  it.each<[string, (manifest: string) => string, RegExp]>([
    ['an unknown field', (text) => text.replace('"accentColor"', '"surprise": 1, "accentColor"'), /surprise|additional properties/i],
    ['a placeholder without a value', (text) => text.replace('${{TEAMS_APP_ID}}', '${{NOBODY_KNOWS}}'), /NOBODY_KNOWS/],
    ['a tab without TLS', (text) => text.replace('"contentUrl": "${{TAB_ENDPOINT}}', '"contentUrl": "http://${{TAB_DOMAIN}}'), /https/],
    ['a tab on another domain', (text) => text.replace('"contentUrl": "${{TAB_ENDPOINT}}', '"contentUrl": "https://elsewhere.example'), /outside validDomains/],
    ['icons the wrong way round', (text) => text.replace('"color.png"', '"x"').replace('"outline.png"', '"color.png"').replace('"x"', '"outline.png"'), /icon (color|outline) is/],
    ['a resource of another application', (text) => text.replace('"resource": "api://${{TAB_DOMAIN}}/${{AAD_APP_CLIENT_ID}}"', '"resource": "api://${{TAB_DOMAIN}}/${{TEAMS_APP_ID}}"'), /webApplicationInfo\.resource/],
    ['a ribbon button that leads nowhere', (text) => text.replace('"actionId": "openPinnedPane"', '"actionId": "openSesame"'), /leads to openSesame.*[\s\S]*no button leads to action openPinnedPane/],
    ['a ribbon icon that our server does not have', (text) => text.replace('/icons/fieldwork-16.png', '/icons/other-16.png'), /other-16\.png.*not there/],
    ['a ribbon icon of another size', (text) => text.replace('/icons/fieldwork-16.png', '/icons/fieldwork-32.png'), /is 32x32, must be 16x16/],
    ['a task pane on another domain', (text) => text.replace('"page": "${{TAB_ENDPOINT}}', '"page": "https://elsewhere.example'), /runtime paneRuntime is outside validDomains/],
    ['a redirect to another domain', (text) => text.replace('brk-multihub://${{TAB_DOMAIN}}', 'brk-multihub://elsewhere.example'), /brk-multihub:\/\/elsewhere\.example must be/],
    ['a permission that Outlook does not have', (text) => text.replace('MailboxItem.ReadWrite.User', 'MailboxItem.Everything.User'), /MailboxItem\.Everything\.User/],
  ])('is refused with %s', (_what, change, message) => {
    const { ok, output } = build(change);
    expect(output).toMatch(message);
    expect(ok).toBe(false);
  });
});

describe('the Entra application', () => {
  const aad = JSON.parse(readFileSync(join(root, 'appPackage/aad.manifest.json'), 'utf8')) as {
    requiredResourceAccess: { resourceAccess: { id: string; type: string }[] }[];
    appRoles: { value: string }[];
    spa: { redirectUris: string[] };
    api: { preAuthorizedApplications: { appId: string }[] };
  };

  it('asks for exactly the permissions that the code uses', () => {
    const asked = aad.requiredResourceAccess.flatMap((api) => api.resourceAccess.map(({ id, type }) => `${type} ${id}`));
    const used = [
      ...permissions.delegated.map(({ name }) => `Scope ${permissionIds[name].id}`),
      ...permissions.application.map(({ name }) => `Role ${applicationPermissionId(name)}`),
    ];
    expect(asked.sort()).toEqual(used.sort());
  });

  it('signs people in through their host, and lets its own front end ask', () => {
    expect(aad.spa.redirectUris).toEqual(['brk-multihub://${{TAB_DOMAIN}}']);
    expect(aad.api.preAuthorizedApplications.map(({ appId }) => appId)).toEqual([...microsoftHosts, '${{AAD_APP_CLIENT_ID}}']);
  });

  it('has the role that makes somebody a programme lead', () => {
    expect(aad.appRoles.map((role) => role.value)).toEqual(['ProgrammeLead']);
  });
});
