import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';
import helmet from 'helmet';
import type { AppSettings } from './platform/config.ts';

/** Microsoft's hosts that may frame us: tab requirements of Teams, Microsoft 365 and Outlook (learn.microsoft.com, tab-requirements). */
const hosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
];

/** teams-js fetches the list of valid hosts from here. */
const teamsHostList = 'https://res.cdn.office.net';

const securityHeaders = (settings: AppSettings, frameAncestors: string[]) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Fluent UI writes its rules into a style element at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", teamsHostList],
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: [...frameAncestors, ...settings.extraFrameAncestors],
      },
    },
    // With frame-ancestors set, this older header would only block Teams.
    xFrameOptions: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: settings.baseUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });

/** Pages by address; each is one built entry. The coach's page stands alone in a browser and may not be framed. */
const entries = [
  { path: '/tab', entry: 'tab', frameAncestors: ["'self'", ...hosts] },
  { path: '/side-panel', entry: 'side-panel', frameAncestors: ["'self'", ...hosts] },
  { path: '/coach', entry: 'coach-page', frameAncestors: ["'none'"] },
  { path: '/privacy', entry: 'privacy', frameAncestors: ["'none'"] },
  { path: '/terms', entry: 'terms', frameAncestors: ["'none'"] },
];

/** The built front end with its security headers. */
export function pages(settings: AppSettings): Router {
  const router = Router();
  if (settings.staticDir === null) return router;
  const directory = resolve(settings.staticDir);
  router.use(compression());
  router.use('/assets', express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  for (const { path, entry, frameAncestors } of entries) {
    const file = join(directory, entry, 'index.html');
    if (!existsSync(file)) continue;
    router.get(path, securityHeaders(settings, frameAncestors), (_request, response) => {
      response.setHeader('cache-control', 'no-cache');
      response.sendFile(file);
    });
  }
  return router;
}
