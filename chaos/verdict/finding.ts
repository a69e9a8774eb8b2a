export const KINDS = [
  'lost',
  'doubled',
  'out_of_order',
  'conversations',
  'bot_over_human',
  'pace',
  'problem',
  'ended',
  'gap',
] as const;

/**
 * `lost`: not where it should be · `doubled`: there more than once · `out_of_order` · `conversations`: not one of a person ·
 * `bot_over_human`: the bot began to speak while a person answered · `pace`: more than WhatsApp allows · `problem`: given up though nothing
 * refused it for good · `ended`: a process ended that nobody had killed · `gap`: found by `audit`.
 */
export type FindingKind = (typeof KINDS)[number];

/** One thing that must not be. */
export interface Finding {
  kind: FindingKind;
  channel: string;
  /** Empty where it is about nobody in particular. */
  person: string;
  /** The words that it is about; empty where it is about none. */
  text: string;
  why: string;
}
