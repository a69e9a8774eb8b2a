import type { EventAttachment, EventItem, EventMessage } from '../chatwoot/events/event.ts';
import { surveyLink, toWhatsApp, withSurveyLink } from '../chatwoot/markdown.ts';
import type { Place } from '../store/tables.ts';
import { isBlank } from '../text.ts';
import type { ListenOptions } from './listen-options.ts';

/** What an agent says to the customer, in WhatsApp's language. */
export interface AgentWords {
  /** Empty where nothing could be seen of it. */
  text: string;
  /** To choose from; any number. */
  buttons: { id: string; title: string }[];
}

/** Nothing that the customer would see: no words, no file, nothing to choose from. */
export const saysNothing = (said: EventMessage): boolean =>
  said.attachments.length === 0 && said.items.length === 0 && isBlank(toWhatsApp(said.content ?? ''));

/**
 * An agent's message with all that stands in it as words: what they wrote, articles and cards, places and contact cards; the agent's name
 * on a line above, where that is set; and choices apart.
 */
export function agentWords(said: EventMessage, { uuid }: Place, options: ListenOptions): AgentWords {
  const words = toWhatsApp(said.content ?? '');
  const isSurvey = said.contentType === 'input_csat' && uuid !== null;
  const content = isSurvey ? withSurveyLink(words, surveyLink(options.chatwootUrl, uuid)) : words;
  const isChoice = said.contentType === 'input_select';
  const lines = [
    ...(isChoice ? [] : said.items.map(itemLines)),
    ...said.attachments.filter((it) => it.url === null).map(attachmentLine),
  ];
  const text = [content, ...lines].filter((line) => !isBlank(line)).join('\n');
  const name = options.nameInFront && said.type === 'outgoing' ? plainName(said.sender?.name ?? null) : '';
  return {
    text: isBlank(name) || text === '' ? text : `*${name}:*\n${text}`,
    buttons: isChoice ? said.items.flatMap(choice) : [],
  };
}

/** Within marks, where no other may stand. */
const plainName = (name: string | null): string => (name ?? '').replace(/[*_~`\s]+/g, ' ').trim();

function choice({ title, value }: EventItem): { id: string; title: string }[] {
  const shown = title ?? value;
  return shown === null || isBlank(shown) ? [] : [{ id: value ?? shown, title: shown }];
}

/** An article or a card: its title, what it says, where it leads; its picture's address where it leads nowhere. */
function itemLines({ title, description, link, picture, actions }: EventItem): string {
  const bold = plainName(title);
  const links = actions.flatMap((it) =>
    it.link === null ? [] : [it.text === null ? it.link : `${it.text}: ${it.link}`],
  );
  const leads = [link, ...links].filter((line) => line !== null);
  return [isBlank(bold) ? null : `*${bold}*`, description, ...(leads.length > 0 ? leads : [picture])]
    .filter((line) => line !== null && !isBlank(line))
    .join('\n');
}

/** An attachment without a file: a place, a contact card. */
function attachmentLine({ fileType, title, latitude, longitude }: EventAttachment): string {
  const onMap = fileType === 'location' && latitude !== null && longitude !== null;
  if (onMap) return `📍 ${title ?? ''}`.trim() + `\nhttps://maps.google.com/?q=${latitude},${longitude}`;
  if (title === null) return '';
  return fileType === 'contact' ? `👤 ${title}` : title;
}
