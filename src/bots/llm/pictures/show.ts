import type { ModelMessage } from 'ai';
import type { Picture } from './look.ts';

/** The same conversation with the pictures behind the customer's last words. */
export function withPictures(messages: ModelMessage[], pictures: readonly Picture[]): ModelMessage[] {
  const at = messages.findLastIndex(({ role, content }) => role === 'user' && typeof content === 'string');
  const last = messages[at];
  if (pictures.length === 0 || last?.role !== 'user' || typeof last.content !== 'string') return messages;
  const text = last.content;
  const shown: ModelMessage = {
    role: 'user',
    content: [
      { type: 'text', text },
      ...pictures.map(({ type, bytes }) => ({ type: 'file' as const, mediaType: type, data: bytes })),
    ],
  };
  return messages.with(at, shown);
}

/** Letters that a picture counts as, for those who estimate tokens by letters: about 1,000 tokens. */
const PICTURE = 'x'.repeat(4_000);

/** How long a request is, in letters, without writing out the bytes of its pictures. */
export const lettersOf = (instructions: string, messages: readonly ModelMessage[]): number =>
  JSON.stringify([instructions, messages], (_, value: unknown) => (value instanceof Uint8Array ? PICTURE : value))
    .length;

/** Whether a picture goes along. */
export const hasPictures = (messages: readonly ModelMessage[]): boolean =>
  messages.some(({ content }) => Array.isArray(content) && content.some((part) => part.type === 'file'));
