import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import type { Role } from '../store/console/console-tables.ts';
import { addAct, endAct } from '../store/console/acts.ts';
import { strangeRequest } from '../wire/own-page.ts';
import { hasCsrf, type Session, type Sessions } from './access/sessions.ts';
import type { ConsoleContext } from './context.ts';
import { asksIn, type Language } from './language.ts';
import { NotPossible } from './not-possible.ts';
import { saidIn, type Said } from './tools.ts';

/** Who asks, and what. */
export interface Asked<T> {
  /** What stands in the path, by name. */
  params: Record<string, string>;
  /** Of a look its query, of an act its body, as the shape gives it. */
  given: T;
  session: Session;
  /** The language of whoever asks. */
  lang: Language;
  /** A reason or a fix of ours in that language: the ledger has them in English. */
  said: Said;
}

/** What an act came to. */
export interface Done {
  /** About whom or what, for the list of acts: `contact:12`, `job:7`. Never a number, a name or a text. */
  about: string | null;
  detail?: string;
  /** Sent as JSON; an answer of its own where it is more than that: a file. */
  answer: unknown;
}

/** A file to be saved. */
export interface Saved {
  body: string;
  type: string;
  name: string;
}

/** One door, for whoever wants to look at all of them. */
export interface Door {
  method: 'get' | 'post';
  path: string;
  role: Role;
  /** What it is called in the list of acts; null: it changes nothing. */
  act: string | null;
}

const MOST_BYTES = 1_000_000;

/**
 * All that pages ask and do. Session, role, token against foreign pages and the list of acts are here, so that no door can be
 * opened without them.
 */
export class Doors {
  readonly app = new Hono();
  readonly #doors: Door[] = [];
  readonly #context: ConsoleContext;
  readonly #sessions: Sessions;

  constructor(context: ConsoleContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  get all(): readonly Door[] {
    return this.#doors;
  }

  /** `GET path`: what the handler gives, as JSON. */
  look<T extends z.ZodType>(path: string, query: T, answer: (asked: Asked<z.output<T>>) => Promise<unknown>): void {
    this.open(path, async (c, session) => {
      const given = query.safeParse(c.req.query());
      if (!given.success) return wrong(c, given.error);
      return c.json((await answer({ ...this.#who(c, session), given: given.data })) as object);
    });
  }

  /** `GET path`: a file to save. */
  file<T extends z.ZodType>(path: string, query: T, answer: (asked: Asked<z.output<T>>) => Promise<Saved>): void {
    this.open(path, async (c, session) => {
      const given = query.safeParse(c.req.query());
      if (!given.success) return wrong(c, given.error);
      const { body, type, name } = await answer({ ...this.#who(c, session), given: given.data });
      return c.body(body, 200, {
        'content-type': type,
        'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      });
    });
  }

  /** `GET path`, answered by the handler itself: a stream. */
  open(path: string, answer: (c: Context, session: Session) => Promise<Response>): void {
    this.#doors.push({ method: 'get', path, role: 'see', act: null });
    this.app.get(path, async (c) => {
      const session = await this.#sessions.of(c);
      if (!session) return c.json({ error: 'login' }, 401);
      return await answer(c, session);
    });
  }

  /** `POST path` with JSON: does something, for whoever may operate. Noted before it is done, and what came of it afterwards. */
  act<T extends z.ZodType>(
    path: string,
    name: string,
    body: T,
    run: (asked: Asked<z.output<T>>) => Promise<Done>,
  ): void {
    this.#doors.push({ method: 'post', path, role: 'operate', act: name });
    const limit = bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ error: 'large' }, 413) });
    this.app.post(path, limit, async (c) => {
      const session = await this.#sessions.of(c);
      if (!session) return c.json({ error: 'login' }, 401);
      const strange = strangeRequest((header) => c.req.header(header));
      if (strange) return c.json({ error: 'foreign', text: strange.error }, strange.status);
      if (!hasCsrf(c, session)) return c.json({ error: 'csrf' }, 403);
      if (session.role !== 'operate') {
        await this.#note(session, name, 'refused: role');
        return c.json({ error: 'role' }, 403);
      }
      const given = body.safeParse(await c.req.json().catch(() => null));
      if (!given.success) return wrong(c, given.error);
      const id = await this.#note(session, name, null);
      try {
        const done = await run({ ...this.#who(c, session), given: given.data });
        await this.#end(id, { about: done.about, detail: done.detail ?? null, outcome: 'done' });
        return done.answer instanceof Response ? done.answer : c.json(done.answer as object);
      } catch (error) {
        const outcome = error instanceof NotPossible ? `refused: ${error.code}` : 'failed';
        await this.#end(id, { about: null, detail: null, outcome });
        throw error;
      }
    });
  }

  #who(c: Context, session: Session): Omit<Asked<unknown>, 'given'> {
    const lang = asksIn(c);
    return { params: c.req.param(), session, lang, said: saidIn(this.#context.tools, lang) };
  }

  #note({ user, role }: Session, act: string, outcome: string | null): Promise<number> {
    const at = this.#context.clock.now();
    const row = { at, name: user, role, act, about: null, detail: null, outcome };
    return this.#context.store.write((tx) => addAct(tx, { ...row, ended_at: outcome === null ? null : at }));
  }

  #end(id: number, end: { about: string | null; detail: string | null; outcome: string }): Promise<void> {
    const ended_at = this.#context.clock.now();
    return this.#context.store.write((tx) => endAct(tx, id, { ...end, ended_at }));
  }
}

const wrong = (c: Context, error: z.ZodError): Response =>
  c.json({ error: 'wrong', fields: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) }, 422);
