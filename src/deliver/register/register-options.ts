import type { ApplicationClient } from '../../chatwoot/api/application.ts';
import type { ChatwootClient } from '../../chatwoot/api/client.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../observe/log.ts';
import type { FindTemplate } from '../../providers/template-list.ts';
import type { TrackedEffect } from '../../queue/tracked-effect.ts';
import type { Store } from '../../store/open.ts';
import type { TellOptions } from '../tell/tell-state.ts';

/** What registering in Chatwoot needs. */
export interface RegisterOptions {
  store: Store;
  clock: Clock;
  log: Log;
  client: ChatwootClient;
  /** In front of the bot's words (`CHATWOOT_BOT_PREFIX`). */
  botPrefix: string;
  language: 'es' | 'en';
  /** In which the line is that says when a late message was said (`BUSINESS_TIMEZONE`). */
  timeZone: string;
  /** How agents are told that words of the bot which stand there were not sent. */
  tell: TellOptions;
  /** `CHATWOOT_TIMEOUT`. Milliseconds. */
  timeoutMs: number;
  hmacToken: boolean;
  dryRun: boolean;
  /** With the bot's token: its words as its own, notes, status, assignment, labels. */
  botClient: ApplicationClient | null;
  /** With a user's token: exact read-back. */
  userClient: ApplicationClient | null;
  /** What the provider tells of a template. */
  findTemplate: FindTemplate;
  /** A message of ours was posted: its event must come by the cable. */
  onPosted: (messageId: string, pubsubToken: string) => void;
  /** A person's key in Chatwoot became known: the cable can listen for them. */
  onPerson: () => void;
  /** A conversation that had been gone for a while is there again: agents may have written in it. */
  onBack: (contactId: number) => void;
}

/** The same during one try, with what is known of its effect. */
export interface TryOptions extends RegisterOptions {
  effect: TrackedEffect;
  /** It is registered behind what was said after it: says when it was said, however late it is. */
  late?: boolean;
}

/**
 * How long after the beginning of a call without an answer it may still take effect. Chatwoot's own limit for a request is 15 s;
 * with our default limit of 10 s this gives 16 s. Before that a read-back could miss what is saved a moment later.
 */
export const settleMs = (timeoutMs: number): number => timeoutMs * 1.6;
