import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import compression from 'compression';
import express, { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { administratorPage, administratorPath } from './administrator-page.ts';
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

interface Page {
  path: string;
  /** Folder of the built entry. */
  entry: string;
  frameAncestors: string[];
  /** Scripts of others that this page cannot do without. */
  scripts?: string[];
  /** Whom else it talks to. */
  connects?: string[];
}

const securityHeaders = (settings: AppSettings, { frameAncestors, scripts = [], connects = [] }: Page) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...scripts],
        // Fluent UI writes its rules into a style element at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", teamsHostList, ...connects],
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

/** Pages by address; each is one built entry. The coach's and an assistant's page stand alone in a browser and may not be framed. */
const entries: Page[] = [
  { path: '/tab', entry: 'tab', frameAncestors: ["'self'", ...hosts] },
  { path: '/side-panel', entry: 'side-panel', frameAncestors: ["'self'", ...hosts] },
  {
    path: '/task-pane',
    entry: 'task-pane',
    frameAncestors: ["'self'", ...hosts, 'https://outlook.live.com'],
    // office.js must come from Microsoft's own address, and brings the second for its messages with Outlook on the web.
    scripts: ['https://appsforoffice.microsoft.com', 'https://ajax.aspnetcdn.com'],
    connects: ['https://appsforoffice.microsoft.com', 'https://login.microsoftonline.com'],
  },
  { path: '/coach', entry: 'coach-page', frameAncestors: ["'none'"] },
  { path: '/times', entry: 'assistant-page', frameAncestors: ["'none'"] },
  { path: '/privacy', entry: 'privacy', frameAncestors: ["'none'"] },
  { path: '/terms', entry: 'terms', frameAncestors: ["'none'"] },
];

/** Names of built files change with what is in them. */
const forever = { immutable: true, maxAge: '1y' } as const;
const foreverAsHeader = 'public, max-age=31536000, immutable';
/** Pages are asked for every time, and answered with 304 while they are the same. */
const askAgain = 'no-cache';

interface Compressed {
  body: Buffer;
  etag: string;
}

/** Files that the build compressed best, by the path of what they are made from; about a megabyte, read once. */
function compressedIn(directory: string): Map<string, Compressed> {
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.br')) : [];
  return new Map(
    names.map((name) => {
      const body = readFileSync(join(directory, name));
      return [name.slice(0, -'.br'.length), { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }] as const;
    }),
  );
}

/** Sends what the build compressed to whoever takes brotli, from memory; the rest is compressed as it is sent. */
const precompressed =
  (files: Map<string, Compressed>, nameOf: (path: string) => string, cacheControl: string): RequestHandler =>
  (request, response, next) => {
    const name = nameOf(request.path);
    const file = files.get(name);
    if (!file || request.acceptsEncodings('br') !== 'br') return next();
    response.vary('accept-encoding').type(extname(name)).set({ 'content-encoding': 'br', 'cache-control': cacheControl, etag: file.etag });
    response.send(file.body);
  };

/** The built front end with its security headers, and the page for administrators. */
export function pages(settings: AppSettings): Router {
  const router = Router();
  router.get(administratorPath, securityHeaders(settings, { path: administratorPath, entry: '', frameAncestors: ["'none'"] }), (request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.type('html').send(administratorPage(settings, request.query));
  });
  if (settings.staticDir === null) return router;
  const directory = resolve(settings.staticDir);
  router.use(compression());
  const assets = join(directory, 'assets');
  router.use('/assets', precompressed(compressedIn(assets), (path) => path.slice(1), foreverAsHeader), express.static(assets, { ...forever, fallthrough: false }));
  router.use('/icons', express.static(join(directory, 'icons'), { maxAge: '1d', fallthrough: false }));
  for (const page of entries) {
    const { path, entry } = page;
    const file = join(directory, entry, 'index.html');
    if (!existsSync(file)) continue;
    router.get(path, securityHeaders(settings, page), precompressed(compressedIn(join(directory, entry)), () => 'index.html', askAgain), (_request, response) => {
      response.setHeader('cache-control', askAgain);
      response.sendFile(file);
    });
  }
  return router;
}
