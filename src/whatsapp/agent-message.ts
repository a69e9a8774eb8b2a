import { cleanText, isBlank } from '../text.ts';
import { composeParts, type SendPart } from './compose.ts';
import { CAPTION_MAX, carriesCaption, mediaPart, type MediaToSend } from './media-part.ts';
import type { MediaPlan, RefusedMedia } from './outgoing-media.ts';
import { splitText } from './split.ts';

/** What an agent wrote: a text, in WhatsApp's marks already, and files. */
export interface AgentMessage {
  text: string;
  /** What `planMedia` made of each attachment, in their order. Refused ones are passed over: telling the agent is the caller's. */
  attachments: readonly (MediaPlan | RefusedMedia)[];
  /** Quote this message of the person. */
  quoteWamid?: string | null;
}

/** One send of an agent's message. As plain data it can be kept, and its file uploaded only when its turn comes. */
export type AgentPart =
  | { upload: null; part: SendPart }
  /** `upload`: which attachment is to be uploaded, counted from 0 in the list that was given. */
  | { upload: number; media: MediaToSend; quoteWamid: string | null };

/**
 * An agent's message as sends, in order. The text is the caption of the first file where that carries one (the rest of a long
 * text follows it), else it goes before the files. Only the first part quotes. Nothing to say gives no part.
 *
 * @example
 * composeAgentMessage({ text: 'The invoice', attachments: [plan] }); // [{ upload: 0, media: { …, caption: 'The invoice' }, … }]
 */
export function composeAgentMessage({ text, attachments, quoteWamid = null }: AgentMessage): AgentPart[] {
  const files = attachments.flatMap((plan, upload) => ('refused' in plan ? [] : [{ upload, plan }]));
  const clean = cleanText(text).trim();
  const said = isBlank(clean) ? '' : clean;
  const [first] = files;
  const captioned = first !== undefined && said !== '' && carriesCaption(first.plan.as);
  const [caption = ''] = captioned ? splitText(said, CAPTION_MAX) : [];
  const words = textParts(said.slice(caption.length));
  const media = files.map(({ upload, plan }, index): AgentPart => {
    const { as, filename, voice } = plan;
    const more = { ...(voice ? { voice } : {}), ...(index === 0 && captioned ? { caption } : {}) };
    return { upload, media: { as, filename, ...more }, quoteWamid: null };
  });
  return quoting(captioned ? [...media.slice(0, 1), ...words, ...media.slice(1)] : [...words, ...media], quoteWamid);
}

const textParts = (text: string): AgentPart[] => composeParts({ text }).map((part) => ({ upload: null, part }));

function quoting([first, ...others]: AgentPart[], quoteWamid: string | null): AgentPart[] {
  if (!first) return [];
  if (quoteWamid === null) return [first, ...others];
  if (first.upload !== null) return [{ ...first, quoteWamid }, ...others];
  return [{ ...first, part: { ...first.part, context: { message_id: quoteWamid } } }, ...others];
}

/** A part with a file, once the file is uploaded. */
export function withMedia(part: AgentPart & { upload: number }, mediaId: string): SendPart {
  return mediaPart({ ...part.media, id: mediaId }, part.quoteWamid);
}
