import type { Context } from 'hono';

/** The languages that people read. */
export type Language = 'es' | 'en';

/** In which language whoever asks reads: each question of a page says it (`?lang=en`), since it is chosen there. */
export const asksIn = (c: Context): Language => (c.req.query('lang') === 'en' ? 'en' : 'es');
