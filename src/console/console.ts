import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { reasonOf } from '../errors.ts';
import { isStoreFault } from '../store/fault.ts';
import { mayKnock } from './access/caller.ts';
import { loginDoors } from './access/login.ts';
import { Sessions } from './access/sessions.ts';
import { allDoors } from './all-doors.ts';
import type { ConsoleContext } from './context.ts';
import { Doors, type Door } from './doors.ts';
import { safeHeaders } from './headers.ts';
import { asksIn } from './language.ts';
import { liveDoor, type LiveOptions } from './live/stream.ts';
import { NotPossible } from './not-possible.ts';
import { saidIn } from './tools.ts';

export interface ConsoleOptions extends ConsoleContext, Pick<LiveOptions, 'stopping' | 'heartbeatMs' | 'sessionMs'> {
  /** Folder of the built pages; null: they are not here. */
  webDist: string | null;
}

export interface Console {
  app: Hono;
  /** All that can be asked and done, for whoever wants to look at all of it. */
  doors: readonly Door[];
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** `/console`: the pages of the operator, and under `/console/api` what they ask. */
export function openConsole(options: ConsoleOptions): Console {
  const { store, clock, log, settings, webDist } = options;
  const sessions = new Sessions(store, clock, settings.sessionDays * DAY_MS);
  const doors = new Doors(options, sessions);
  const hub = liveDoor(doors, options, { ...options, sessions });
  for (const open of allDoors) open(doors, options);
  let isTold = false;

  const app = new Hono();
  app.use('/console/*', safeHeaders);
  app.use('/console/*', async (c, next) => {
    if (mayKnock(c, settings)) return await next();
    if (!isTold) log.warn('the console was asked for from elsewhere, and is for this machine alone (CONSOLE_PUBLIC)');
    isTold = true;
    return c.json({ error: 'there is nothing at this address' }, 404);
  });
  const api = new Hono();
  api.onError((error, c) => {
    if (error instanceof NotPossible) {
      const said = saidIn(options.tools, asksIn(c));
      return c.json({ error: error.code, text: said(error.message) }, error.status);
    }
    const reason = reasonOf(error);
    const path = c.req.routePath;
    if (isStoreFault(error)) {
      log.error({ path, reason }, 'the database could not be asked, answered 503');
      return c.json({ error: 'ledger', text: reason }, 503);
    }
    log.error({ path, err: error }, 'a request failed unexpectedly');
    return c.json({ error: 'broken' }, 500);
  });
  api.route('/', loginDoors(options, sessions));
  api.route('/', doors.app);
  api.all('*', (c) => c.json({ error: 'unknown' }, 404));
  app.route('/console/api', api);
  app.get('/console', (c) => c.redirect('/console/'));
  if (webDist === null || !existsSync(join(webDist, 'index.html')))
    app.get('/console/', (c) => c.text('The pages are not built: npm run build\n', 503));
  else
    app.get('/console/*', serveStatic({ root: webDist, rewriteRequestPath: (path) => path.slice('/console'.length) }));
  return { app, doors: doors.all, close: () => hub.close() };
}
