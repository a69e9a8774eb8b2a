import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { addAct } from '../../store/console/acts.ts';
import { hasUsers, userNamed } from '../../store/console/users.ts';
import { strangeRequest } from '../../wire/own-page.ts';
import type { ConsoleContext } from '../context.ts';
import { addressOf } from './caller.ts';
import { isPassword, LONGEST } from './password.ts';
import { hasCsrf, type Sessions } from './sessions.ts';
import { Throttle } from './throttle.ts';

const loginShape = z.object({ name: z.string().trim().min(1).max(60), password: z.string().min(1).max(LONGEST) });

/**
 * `GET session`: who is logged in, or that nobody is (`login`), or that nobody can (`off`). `POST login` with `{ name, password }`:
 * 200 · 401 wrong, whichever of the two is · 403 a page of another site, or nobody can · 415 · 422 · 429 with `Retry-After`.
 * `POST logout`: 200.
 */
export function loginDoors(context: ConsoleContext, sessions: Sessions): Hono {
  const { store, clock, log } = context;
  const throttle = new Throttle(clock);
  const app = new Hono();

  app.get('/session', async (c) => {
    const session = await sessions.of(c);
    if (session) return c.json({ state: 'in', user: session.user, role: session.role, csrf: session.csrf });
    return c.json({ state: (await hasUsers(store.db)) ? 'login' : 'off' });
  });

  app.post('/login', bodyLimit({ maxSize: 4_096, onError: (c) => c.json({ error: 'wrong' }, 413) }), async (c) => {
    const strange = strangeRequest((name) => c.req.header(name));
    if (strange) return c.json({ error: 'foreign', text: strange.error }, strange.status);
    const body = loginShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return c.json({ error: 'wrong' }, 422);
    if (!(await hasUsers(store.db))) return c.json({ error: 'off' }, 403);
    const address = addressOf(c);
    const wait = throttle.begin(address);
    if (wait > 0) return c.json({ error: 'slow' }, 429, { 'retry-after': String(Math.ceil(wait / 1_000)) });
    const { name, password } = body.data;
    const user = await userNamed(store.db, name);
    const is = await throttle.inTurn(() => isPassword(password, user?.password ?? null));
    const at = clock.now();
    const act = { at, act: 'login', about: null, detail: null, ended_at: at };
    if (!is || !user) {
      log.warn({ path: c.req.routePath }, 'refused: a wrong name or password for the console');
      // Whatever was typed as a name may be a password.
      await store.write((tx) => addAct(tx, { ...act, name: user?.name ?? '', role: '', outcome: 'refused: login' }));
      return c.json({ error: 'login' }, 401);
    }
    throttle.passed(address);
    const session = await sessions.begin(c, user);
    await store.write((tx) => addAct(tx, { ...act, name, role: user.role, outcome: 'done' }));
    return c.json({ state: 'in', user: name, role: user.role, csrf: session.csrf });
  });

  app.post('/logout', async (c) => {
    const strange = strangeRequest((name) => c.req.header(name));
    if (strange) return c.json({ error: 'foreign', text: strange.error }, strange.status);
    const session = await sessions.of(c);
    if (session && !hasCsrf(c, session)) return c.json({ error: 'csrf' }, 403);
    await sessions.end(c);
    const at = clock.now();
    if (session) {
      const { user: name, role } = session;
      const act = { at, name, role, act: 'logout', about: null, detail: null, outcome: 'done', ended_at: at };
      await store.write((tx) => addAct(tx, act));
    }
    return c.json({ state: 'login' });
  });
  return app;
}
