import type { ApplicationClient } from '../chatwoot/application.ts';
import { withLateNote } from '../chatwoot/late.ts';
import { readBack } from '../chatwoot/read-back.ts';
import type { Message, StoredFile } from '../store/tables.ts';
import type { Place } from './conversation.ts';
import type { RegisterOptions } from './register-options.ts';

/** What is to stand in Chatwoot, and by which door it goes there. */
export interface Posting {
  /** `bot`: as an outgoing message of the Agent Bot, with its token. `contact`: as incoming, by the public API. */
  as: 'bot' | 'contact';
  content: string;
  files: StoredFile[];
}

/** The bot's words go as the bot's where its token is there; everything else as the contact's, the bot's with its prefix. */
export function postingOf(message: Message, files: StoredFile[], options: RegisterOptions): Posting {
  if (message.author === 'bot' && message.kind !== 'notice') {
    const bot = options.botClient !== null;
    return { as: bot ? 'bot' : 'contact', content: (bot ? '' : options.botPrefix) + message.text, files: [] };
  }
  const ready = files.filter((file) => file.state === 'ready');
  if (ready.length > 0) {
    const { attached = '' } = JSON.parse(message.payload) as { attached?: string };
    return { as: 'contact', content: attached, files: ready };
  }
  const failed = files.find((file) => file.state === 'failed');
  return { as: 'contact', content: failed ? `${message.text}\n⚠️ ${failed.error ?? ''}` : message.text, files: [] };
}

/** Posts it; gives Chatwoot's id of the message. */
export async function post(
  place: Place,
  message: Message,
  posting: Posting,
  options: RegisterOptions,
): Promise<number> {
  const id = await postBy(place, message, posting, options);
  options.onPosted(message.id, place.pubsubToken);
  return id;
}

async function postBy(place: Place, message: Message, posting: Posting, options: RegisterOptions): Promise<number> {
  const { client, clock, language, botClient } = options;
  const content = withLateNote(posting.content, { saidAt: message.said_at, now: clock.now(), language });
  if (posting.as === 'bot' && botClient) {
    const posted = await botClient.postMessage(place.conversationId, {
      content,
      messageType: 'outgoing',
      sourceId: message.id,
      echoId: message.id,
    });
    return posted.id;
  }
  if (posting.files.length > 0) {
    const files = posting.files.map((file) => ({
      name: file.name ?? 'file',
      type: file.mime ?? 'application/octet-stream',
      bytes: file.bytes ?? new Uint8Array(),
    }));
    const body = { ...(content.trim() === '' ? {} : { content }), echo_id: message.id, files };
    return (await client.postFiles(place.sourceId, place.conversationId, body)).id;
  }
  const posted = await client.postMessage(place.sourceId, place.conversationId, {
    content,
    pubsub_token: place.pubsubToken,
    ...(message.author === 'bot' && message.kind !== 'notice' ? { is_bot: true as const } : {}),
    echo_id: message.id,
  });
  return posted.id;
}

/** The message of an earlier try whose answer was lost, if it did arrive. */
export async function findEarlier(
  place: Place,
  message: Message,
  posting: Posting,
  afterId: number,
  options: RegisterOptions,
): Promise<number | null> {
  const { client, userClient } = options;
  if (posting.as === 'bot') return await findOutgoing(place, message, posting, afterId, client, userClient);
  if (posting.files.length > 0) return await findFile(place, posting, afterId, client);
  const found = await readBack(client, place, { afterId, content: posting.content });
  return found?.id ?? null;
}

/** Exactly, by our own id, where a user's token may read it; else by sender and text on the newest page. */
async function findOutgoing(
  place: Place,
  message: Message,
  posting: Posting,
  afterId: number,
  client: RegisterOptions['client'],
  userClient: ApplicationClient | null,
): Promise<number | null> {
  if (userClient) {
    const page = await userClient.messages(place.conversationId, {});
    return page.find((it) => it.sourceId === message.id)?.id ?? null;
  }
  const page = await client.messages(place.sourceId, place.conversationId);
  const found = page.find(
    (it) =>
      it.message_type === 1 &&
      it.id > afterId &&
      it.content === posting.content &&
      (it['sender'] as { type?: string } | undefined)?.type === 'agent_bot',
  );
  return found?.id ?? null;
}

/** We are the only writer of incoming messages: one with an attachment above the last known is ours. */
async function findFile(
  place: Place,
  posting: Posting,
  afterId: number,
  client: RegisterOptions['client'],
): Promise<number | null> {
  const page = await client.messages(place.sourceId, place.conversationId);
  const found = page.find(
    (it) =>
      it.message_type === 0 &&
      it.id > afterId &&
      Array.isArray(it['attachments']) &&
      it['attachments'].length === posting.files.length,
  );
  return found?.id ?? null;
}
