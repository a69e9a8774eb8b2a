import { Hono, type Context } from 'hono';
import { isFilePath } from '../bots/http/file-path.ts';
import type { Clock } from '../clock.ts';
import { pourFile } from '../deliver/files/read-file.ts';
import { fileGate } from '../deliver/files/file-gate.ts';
import { reasonOf } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { messageById } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { Message } from '../store/tables.ts';
import { fileNameFor } from '../whatsapp/files/file-name.ts';
import { isGone, MediaFault, noSuchFile } from '../whatsapp/failures/media-fault.ts';
import type { Content } from '../whatsapp/types.ts';
import { mediaType } from '../wire/media-type.ts';
import { sinkStream } from '../wire/sink-stream.ts';
import { onlyWithToken, type ApiAccess } from './api-access.ts';

export interface TurnFilesDoorOptions extends ApiAccess {
  store: Store;
  clock: Clock;
  channels: () => readonly {
    name: string;
    /** `BOT_SECRET`, where a program behind an address answers. */
    botSecret: string | null;
    provider: Pick<Provider, 'fetchMedia'>;
  }[];
}

/** A file takes this at most, also where who asked for it does not read it. Milliseconds. */
const LONGEST_MS = 120_000;

type Media = Extract<Content, { kind: 'media' }>;

/**
 * `GET /api/turns/{id}/files/{message}`: a file that the customer sent, for the program that is asked (`BOT=http`): by the path that the
 * turn holds, or with API_TOKEN. As it comes, from here or from WhatsApp. 401 · 404 no such turn, or no file in that message · 410 the
 * turn has ended, or WhatsApp keeps the file no more · 502 WhatsApp did not give it.
 */
export function turnFilesDoor(options: TurnFilesDoorOptions): Hono {
  const door = new Hono();
  const gate = fileGate();
  const withToken = onlyWithToken(options);
  door.get('/api/turns/:id/files/:message', async (c) => {
    const { id: turnId, message: messageId } = c.req.param();
    const turn = await options.store.db
      .selectFrom('turns')
      .select(['channel_id', 'contact_id', 'ended_at', 'outcome'])
      .where('id', '=', turnId)
      .executeTakeFirst();
    const channel = options.channels().find(({ name }) => name === turn?.channel_id);
    const { until = '', signature } = c.req.query();
    if (signature !== undefined) {
      const named = { turn: turnId, message: messageId, until, signature };
      if (!channel?.botSecret || !isFilePath(named, channel.botSecret, options.clock.now()))
        return c.json({ error: 'this path is not signed with BOT_SECRET, or is too old' }, 401);
    } else {
      const refused = await withToken(c, () => Promise.resolve());
      if (refused) return refused;
    }
    if (!turn || !channel) return c.json({ error: 'no turn has this id, or it is no longer kept' }, 404);
    if (turn.ended_at !== null) return c.json({ error: `this turn has ended (${turn.outcome ?? ''})` }, 410);
    const message = await messageById(options.store.db, messageId);
    const media = message?.contact_id === turn.contact_id ? mediaOf(message) : null;
    if (!message || !media) return c.json({ error: 'this message is none of the turn, or brought no file' }, 404);
    return await give(c, message, media, channel.provider, gate, options);
  });
  return door;
}

function mediaOf(message: Message): Media | null {
  if (message.author !== 'customer') return null;
  const content = JSON.parse(message.payload) as Content;
  const said = content.kind === 'edit' ? content.content : content;
  return said.kind === 'media' ? said : null;
}

async function give(
  c: Context,
  message: Message,
  media: Media,
  provider: Pick<Provider, 'fetchMedia'>,
  gate: ReturnType<typeof fileGate>,
  { store, log }: TurnFilesDoorOptions,
): Promise<Response> {
  const { id, url, mime, sha256 } = media;
  const { sink, stream, begun, fail } = sinkStream();
  const late = setTimeout(() => fail(new Error('took too long')), LONGEST_MS);
  const poured = gate
    .pass('in', () => pourFile(store.db, message, { id, url, mime, sha256 }, provider, sink))
    .finally(() => clearTimeout(late));
  const failed = poured.then(
    () => null,
    (error: unknown) => {
      fail(error);
      log.warn({ message: message.id, reason: reasonOf(error) }, 'the file of a turn was not given');
      return { error };
    },
  );
  const first = await Promise.race([begun.then((size) => ({ size })), failed]);
  if (first === null || 'error' in first) {
    const error = first?.error;
    if (isGone(error) || noSuchFile(error)) return c.json({ error: 'WhatsApp keeps this file no more (7 days)' }, 410);
    if (error instanceof MediaFault) return c.json({ error: error.message }, 502);
    return c.json({ error: 'WhatsApp did not give the file: try again' }, 502);
  }
  const name = fileNameFor(media, message.wamid ?? message.id);
  return c.body(stream, 200, {
    'content-type': mediaType(mime),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(first.size === null ? {} : { 'content-length': String(first.size) }),
  });
}
