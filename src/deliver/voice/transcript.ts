import type { Message } from '../../store/tables.ts';

/** What is known of the words of a voice note: kept with its message, so that nobody is asked for them twice. */
export type Transcript = (
  | { state: 'wanted' }
  /** It could not be understood, or nothing is said in it. */
  | { state: 'none' }
  | { state: 'there'; text: string }
) & {
  /** The note stands in Chatwoot without its words: they follow as a message of their own. */
  apart?: true;
};

/** Null where it is no voice note, or none was to be heard. */
export function transcriptOf({
  kind,
  author,
  payload,
}: Pick<Message, 'kind' | 'author' | 'payload'>): Transcript | null {
  if (kind !== 'media' || author !== 'customer' || !payload.includes('"transcript":')) return null;
  return (JSON.parse(payload) as { transcript?: Transcript }).transcript ?? null;
}

/** The payload with what is known now. */
export const withTranscript = ({ payload }: Pick<Message, 'payload'>, transcript: Transcript): string =>
  JSON.stringify({ ...(JSON.parse(payload) as object), transcript });
