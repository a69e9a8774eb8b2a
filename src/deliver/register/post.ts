import type { ApplicationClient } from '../../chatwoot/api/application.ts';
import { isShutDoor } from '../../chatwoot/failures/application-failure.ts';
import { withLateNote } from '../../chatwoot/late.ts';
import { readBack } from '../../chatwoot/read-back.ts';
import { ChatwootRefused } from '../../chatwoot/failures/refusal.ts';
import { toMarkdown, toMarkdownBehind } from '../../chatwoot/shown/to-markdown.ts';
import { reasonOf } from '../../errors.ts';
import { readPieces } from '../../store/files/pieces.ts';
import type { Message, StoredFile } from '../../store/tables.ts';
import { wordsUnder } from '../voice/late-words.ts';
import { addressOf, type KnownPlace } from './conversation.ts';
import { handOverWords } from '../tell/hand-over-words.ts';
import { mediaWords } from '../tell/media-words.ts';
import type { RegisterOptions, TryOptions } from './register-options.ts';
import { templateOf } from './template-words.ts';

/** What is to stand in Chatwoot, and by which door it goes there. */
export interface Posting {
  /** `bot`: as an outgoing message of the Agent Bot, with its token. `contact`: as incoming, by the public API. */
  as: 'bot' | 'contact';
  /** In Markdown. */
  content: string;
  /** The same as it was typed: so it was posted by earlier releases, and by the script before them. */
  typed: string;
  files: StoredFile[];
}

/** What decides how a message is posted. */
export type PostingOptions = Pick<RegisterOptions, 'botClient' | 'botPrefix' | 'language'>;

/** The bot's words go as the bot's where its token is there; everything else as the contact's, the bot's with its prefix. */
export function postingOf(message: Message, files: StoredFile[], options: PostingOptions): Posting {
  const ready = files.filter((file) => file.state === 'ready');
  if (isBots(message, options)) return postingOfBot(message, files, options);
  const heard = wordsUnder(message, options.language);
  if (ready.length > 0) {
    const beside = [attachedTo(message), heard ?? ''].filter((line) => line !== '').join('\n');
    return { as: 'contact', content: toMarkdown(beside), typed: beside, files: ready };
  }
  const failed = files.find((file) => file.state === 'failed');
  const typed = [message.text, ...(failed ? [lost(failed, options)] : []), ...(heard === null ? [] : [heard])].join(
    '\n',
  );
  return { as: 'contact', content: toMarkdown(typed), typed, files: [] };
}

/** Its file goes along while it is here; why it is not a note tells. */
function postingOfBot(message: Message, files: StoredFile[], options: PostingOptions): Posting {
  const here = files.filter((file) => file.state === 'ready' && file.kept > 0);
  const isLost = files.length > 0 && here.length === 0;
  const text = isLost ? `${message.text}\n${mediaWords(options.language).notHere}` : message.text;
  if (options.botClient === null) return { ...withPrefix(text, options), files: here };
  const typed = here.length > 0 ? attachedTo(message) : text;
  return { as: 'bot', content: toMarkdown(typed), typed, files: here };
}

/** The words below a file. */
const attachedTo = ({ payload }: Message): string => (JSON.parse(payload) as { attached?: string }).attached ?? '';

/** The bot's words where its token is not there or not taken; with a file its name stands in them, since the prefix alone says little. */
function withPrefix(text: string, { botPrefix }: PostingOptions): Posting {
  return { as: 'contact', content: toMarkdownBehind(botPrefix, text), typed: botPrefix + text, files: [] };
}

const lost = (file: StoredFile, { language }: PostingOptions): string =>
  handOverWords(language).fileLost(file.error ?? '?');

/** Posts it; gives Chatwoot's id of the message. */
export async function post(
  place: KnownPlace,
  message: Message,
  posting: Posting,
  options: TryOptions,
): Promise<number> {
  const id = await postBy(place, message, posting, options);
  options.onPosted(message.id, place.pubsub_token);
  return id;
}

async function postBy(place: KnownPlace, message: Message, posting: Posting, options: TryOptions): Promise<number> {
  const { client, clock, language, timeZone, botClient, log, effect } = options;
  const when = { saidAt: message.said_at, now: clock.now(), language, timeZone, always: options.late ?? false };
  const late = (content: string) => withLateNote(content, when);
  let content = late(posting.content);
  const files = posting.files.map(({ id, name, mime, size }) => ({
    name,
    type: mime,
    size: size ?? 0,
    bytes: readPieces(options.store.db, id),
  }));
  if (posting.as === 'bot' && botClient) {
    const post = { content, messageType: 'outgoing', sourceId: message.id, echoId: message.id } as const;
    const at = place.conversation_id;
    try {
      if (files.length > 0) return await carrying(effect, () => botClient.postFiles(at, { ...post, files }));
      return (await effect.call(() => botClient.postMessage(at, post))).id;
    } catch (error) {
      if (!isShutDoor(error)) throw error;
      log.warn({ message: message.id, reason: reasonOf(error) }, "the bot's token is refused: registered without it");
      content = late(withPrefix(message.text, options).content);
    }
  }
  if (files.length > 0) {
    const body = { content, echo_id: message.id, files };
    return await carrying(effect, () => client.postFiles(place.source_id, place.conversation_id, body));
  }
  const body = {
    content,
    pubsub_token: place.pubsub_token,
    ...(isBots(message, options) ? { is_bot: true as const } : {}),
    echo_id: message.id,
  };
  return (await effect.call(() => client.postMessage(place.source_id, place.conversation_id, body))).id;
}

/** Files take their time to get there: where no answer comes Chatwoot may have begun with them only now. */
async function carrying(effect: TryOptions['effect'], call: () => Promise<{ id: number }>): Promise<number> {
  try {
    return (await effect.call(call)).id;
  } catch (error) {
    effect.lasted();
    throw error;
  }
}

/** Its own words; a line of ours is none, but for one that has what the customer read, where it can be posted as the bot's. */
export const isBots = (message: Message, { botClient }: Pick<PostingOptions, 'botClient'>): boolean =>
  message.author === 'bot' && (message.kind !== 'notice' || (botClient !== null && templateOf(message) !== null));

/** Chatwoot, or a proxy in front of it, takes no file of this size or type. */
export const isRefusedFile = (error: unknown): boolean =>
  error instanceof ChatwootRefused &&
  ([413, 415].includes(error.status) || (error.status === 422 && /attachment|file/i.test(error.said ?? '')));

/** The message of an earlier try whose answer was lost, if it did arrive. */
export async function findEarlier(
  place: KnownPlace,
  message: Message,
  posting: Posting,
  afterId: number,
  options: RegisterOptions,
): Promise<number | null> {
  const { client, userClient } = options;
  const { content, typed } = posting;
  const at = addressOf(place);
  const files = posting.files.length > 0 ? { files: posting.files.length } : {};
  if (posting.as === 'contact') {
    return (await readBack(client, at, { afterId, content, typed, ...files }))?.id ?? null;
  }
  const exact = userClient && (await findBySourceId(place, message.id, afterId, userClient));
  if (typeof exact === 'number') return exact;
  // Where a user's token read everything, none by the bot's is certain.
  const found = exact === 'none' ? null : await readBack(client, at, { afterId, content, typed, by: 'bot', ...files });
  const prefixed = withPrefix(message.text, options);
  // The earlier try may have found the bot's token refused.
  const older = { afterId, content: prefixed.content, typed: prefixed.typed, ...files };
  return (found ?? (await readBack(client, at, older)))?.id ?? null;
}

/** 1,000 messages. */
const PAGES_MAX = 10;

/** Exactly, by our own id, where a user's token may read it; null where it may not. */
async function findBySourceId(
  place: KnownPlace,
  sourceId: string,
  afterId: number,
  userClient: ApplicationClient,
): Promise<number | 'none' | null> {
  try {
    let after = afterId;
    for (let n = 0; n < PAGES_MAX; n++) {
      const page = await userClient.messages(place.conversation_id, { after });
      const found = page.find((it) => it.sourceId === sourceId);
      if (found) return found.id;
      if (page.length === 0) return 'none';
      after = Math.max(...page.map((it) => it.id));
    }
    return 'none';
  } catch (error) {
    if (isShutDoor(error)) return null;
    throw error;
  }
}
