import type { Person, Said, SaidFile, Turn } from '../bots/bot.ts';
import type { Contact, Message } from '../store/tables.ts';
import { transcriptOf } from '../deliver/voice/transcript.ts';
import { describe } from '../whatsapp/say/describe.ts';
import { fileNameFor } from '../whatsapp/files/file-name.ts';
import type { Content } from '../whatsapp/types.ts';

/** Messages a bot may look back on. */
export const HISTORY = 30;

/** What was said, by whom and before. */
export interface SaidInTurn extends Pick<Turn, 'history' | 'messages' | 'language'> {
  person: Omit<Person, 'chatwoot'>;
}

/** What the bot is given of one person. */
export function buildTurn(
  contact: Contact,
  earlier: Message[],
  messages: Message[],
  language: 'es' | 'en',
  readFile: ReadFile,
): SaidInTurn {
  const said = (message: Message) => saidOf(message, language, readFile);
  return {
    person: { id: String(contact.id), name: contact.name, phone: contact.phone },
    history: earlier.map(said),
    messages: messages.map(said),
    language,
  };
}

/** Fetches a file that a customer sent. */
export type ReadFile = (message: Message, content: Media) => Promise<Uint8Array>;

type Media = Extract<Content, { kind: 'media' }>;

const fileOf = (message: Message, content: Media, readFile: ReadFile): SaidFile => ({
  name: fileNameFor(content, message.wamid ?? message.id),
  type: content.mime,
  read: () => readFile(message, content),
});

function saidOf(message: Message, language: 'es' | 'en', readFile: ReadFile): Said {
  const content = contentOf(message);
  const transcript = transcriptOf(message);
  const isHeard = transcript?.state === 'there';
  return {
    id: message.id,
    author: message.author,
    // What is said is said, whichever way.
    kind: isHeard ? 'text' : message.kind,
    text: saidText(message, language),
    ...(content?.kind === 'choice' ? { choiceId: content.id } : {}),
    ...(content?.kind === 'media' ? { file: fileOf(message, content, readFile) } : {}),
    ...(transcript === null ? {} : { voice: isHeard ? ('heard' as const) : ('unheard' as const) }),
    at: message.said_at,
  };
}

/** Without the marks that agents see around it (quotes, "forwarded"): a bot looks for words. */
export function saidText(message: Message, language: 'es' | 'en'): string {
  const transcript = transcriptOf(message);
  if (transcript?.state === 'there') return transcript.text;
  const content = contentOf(message);
  if (content?.kind === 'text') return content.text;
  if (content?.kind === 'choice') return content.title;
  return content === null ? message.text : describe(content, language);
}

/** Null for what we said ourselves. */
function contentOf(message: Message): Content | null {
  if (message.author !== 'customer') return null;
  const content = JSON.parse(message.payload) as Content;
  return content.kind === 'edit' ? content.content : content;
}
