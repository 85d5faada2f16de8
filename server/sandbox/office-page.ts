import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

/** Microsoft's script as add-ins must name it; any add-in's page holds this very tag. */
const officeScript = /<script\b[^>]*\bsrc="https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\/office\.js"[^>]*><\/script>/;

const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
  "frame-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'",
].join('; ');

/**
 * An add-in's page as it comes when office.js is played here instead of loaded from the internet: the same page with the one address
 * changed. With `?office=microsoft` it is left to the add-in's own server, which then has to reach Microsoft.
 */
export function officePage(staticDir: string, entry: string): RequestHandler {
  const file = join(staticDir, entry, 'index.html');
  return (request, response, next) => {
    if (request.method !== 'GET' || request.path !== '/' || request.query['office'] === 'microsoft' || !existsSync(file)) return next();
    const page = readFileSync(file, 'utf8').replace(officeScript, '<script type="module" src="/sandbox/office.js"></script>');
    response.set({ 'cache-control': 'no-cache', 'content-security-policy': contentSecurityPolicy, 'referrer-policy': 'no-referrer' });
    response.type('html').send(page);
  };
}
