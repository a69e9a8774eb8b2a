import { Hono } from 'hono';
import type { Backlog } from '../../store/backlog.ts';
import type { Channel } from '../channel.ts';
import { languageAsked, statusPage, type Status } from './page.ts';

export interface StatusDoorOptions {
  channels: () => readonly Channel[];
  /** One look at the ledger, shared by all who ask. */
  look: () => Promise<object | Pick<Backlog, 'waiting' | 'problems'>>;
  /** How commands are called where the service runs. */
  command: string;
}

/** `/`: a page for whoever opens the address in a browser. It asks for no login, so it shows nothing of people, addresses or secrets. */
export function statusDoor({ channels, look, command }: StatusDoorOptions): Hono {
  const door = new Hono();
  door.get('/', async (c) => {
    const language = languageAsked(c.req.header('accept-language'), channels()[0]?.settings.uiLanguage ?? 'es');
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    c.header('cache-control', 'no-store');
    c.header('vary', 'accept-language');
    return c.html(statusPage(await status(), language, command));
  });
  return door;

  async function status(): Promise<Status> {
    // A database that cannot be asked is told of on the page, in place of the numbers.
    const seen = await look().catch(() => ({}));
    return {
      channels: channels().map((channel) => ({
        name: channel.name,
        settings: channel.settings,
        isParked: channel.parked !== null,
        rests: channel.targets.filter((target) => target.rest !== null).map((target) => target.name),
      })),
      counts:
        'waiting' in seen
          ? {
              waiting: Object.values(seen.waiting).reduce((sum, count) => sum + count, 0),
              problems: seen.problems,
            }
          : null,
    };
  }
}
