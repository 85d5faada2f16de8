import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** As strict as the product's own pages: nothing from elsewhere, no script in a page. Mails are drawn in frames with their own styles. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The pages that play Teams, Outlook and To Do: `/sandbox`, `/sandbox/teams`, `/sandbox/outlook`, `/sandbox/todo`; each is a built entry. */
export function sandboxPages(staticDir: string): Router {
  const router = Router();
  router.get(['/', '/:page'], (request, response, next) => {
    const page = String(request.params.page ?? '');
    const file = join(staticDir, 'sandbox', page, 'index.html');
    if (!/^[a-z-]*$/.test(page) || !existsSync(file)) return next();
    response.set({ 'cache-control': 'no-cache', 'content-security-policy': contentSecurityPolicy, 'referrer-policy': 'no-referrer' });
    response.sendFile(file);
  });
  router.use(express.static(join(staticDir, 'sandbox'), { index: false, fallthrough: true }));
  return router;
}
