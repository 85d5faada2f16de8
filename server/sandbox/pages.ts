import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** The pages that play Teams and Outlook: `/sandbox`, `/sandbox/teams`, `/sandbox/outlook`; each is a built entry. */
export function sandboxPages(staticDir: string): Router {
  const router = Router();
  router.get(['/', '/:page'], (request, response, next) => {
    const page = String(request.params.page ?? '');
    const file = join(staticDir, 'sandbox', page, 'index.html');
    if (!/^[a-z-]*$/.test(page) || !existsSync(file)) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(file);
  });
  router.use(express.static(join(staticDir, 'sandbox'), { index: false, fallthrough: true }));
  return router;
}
