import { cleanText, cutText, isBlank } from '../../text.ts';
import { describeForm, describeOrder } from './describe-lists.ts';
import { e164 } from '../numbers.ts';
import type { Content } from '../types.ts';
import { isUnseenChange } from './silent.ts';
import { words, type Language, type Words } from './words.ts';

type Kind<K extends Content['kind']> = Content & { kind: K };

/**
 * What a person reads in place of a message: registered in Chatwoot, and given to bots. Plain text stays as it is; never blank.
 *
 * @param extra.quotedText the text of the message that a reaction, an edit or a deletion is about, where it is known.
 *
 * @example
 * describe({ kind: 'reaction', target: 'wamid.A', emoji: '👍' }, 'en', { quotedText: 'See you at 5' }); // 👍 on: “See you at 5”
 */
export function describe(content: Content, language: Language, extra: { quotedText?: string | null } = {}): string {
  const say = words[language];
  const text = cleanText(told(content, language, say, quote(extra.quotedText ?? null)));
  return isBlank(text) ? say.empty : text;
}

/** A text in quotation marks on one line, at most 80 characters or as many as said; null where there is none. */
export function quote(text: string | null, most = 80): string | null {
  return text === null || isBlank(text) ? null : `“${cutText(text.replace(/\s+/g, ' ').trim(), most)}”`;
}

function told(content: Content, language: Language, say: Words, quoted: string | null): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'media':
      return media(content, say);
    case 'location':
      return location(content, say);
    case 'contacts':
      return cards(content, say);
    case 'choice':
      return content.description === null ? content.title : `${content.title}\n${content.description}`;
    case 'form':
      return describeForm(content, say);
    case 'reaction':
      return content.emoji === null ? say.unreacted(quoted) : say.reacted(content.emoji, quoted);
    case 'order':
      return describeOrder(content, say);
    case 'edit':
      return say.edited(describe(content.content, language));
    case 'revoke':
      return say.revoked(quoted);
    case 'system':
      return system(content, say);
    case 'welcome':
      return say.welcome;
    case 'unsupported':
      return unsupported(content, say);
  }
}

const icons = { image: '📷', video: '🎬', audio: '🔊', document: '📄', sticker: '🏷️' } as const;

function media(content: Kind<'media'>, say: Words): string {
  const voice = content.media === 'audio' && content.voice;
  const kind = voice ? 'voice' : content.media === 'sticker' && content.animated ? 'animated' : content.media;
  const line = `${voice ? '🎤' : icons[content.media]} ${content.filename ?? say.media[kind]} (${say.notFetched[content.media]})`;
  return content.caption === null ? line : `${line}\n${content.caption}`;
}

function location(content: Kind<'location'>, say: Words): string {
  const place = [content.name, content.address].filter((part) => part !== null).join(', ');
  return `📍 ${place || say.location}\nhttps://maps.google.com/?q=${content.latitude},${content.longitude}`;
}

function cards(content: Kind<'contacts'>, say: Words): string {
  return content.cards
    .map(({ name, company, phones, emails }) => {
      const known = [name ?? say.contact, company, ...phones, ...emails].filter((part) => part !== null);
      return `👤 ${known.join(' · ')}`;
    })
    .join('\n');
}

function system(content: Kind<'system'>, say: Words): string {
  if (content.change === 'number') return say.numberChanged(e164(content.newWaId));
  if (content.change === 'user_id') return say.userIdChanged;
  if (content.change === 'identity') return say.identityChanged;
  if (content.change === 'marketing_stopped') return say.marketingStopped;
  if (content.change === 'marketing_resumed') return say.marketingResumed;
  return content.body === null ? say.changed : `ℹ️ ${content.body}`;
}

function unsupported(content: Kind<'unsupported'>, say: Words): string {
  if (isUnseenChange(content)) return say.unseenChange[/edit/i.test(content.type) ? 'edited' : 'revoked'];
  const line = say.unsupported(content.type === 'unknown' ? say.unknownType : content.type);
  return content.reason === null ? line : `${line} (${content.reason})`;
}
