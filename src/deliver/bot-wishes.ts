import type { ApplicationClient } from '../chatwoot/api/application.ts';
import { isMissingRecord } from '../chatwoot/failures/refusal.ts';
import type { Outcome } from '../queue/worker.ts';
import type { Job, Place } from '../store/tables.ts';
import { registerFailure } from './register/register-failure.ts';
import type { TryOptions } from './register/register-options.ts';

export type AttributeSet = Readonly<Record<string, string | number | boolean | null>>;

/** What a bot asked for in Chatwoot besides words: labels, attributes of the contact, attributes of the conversation. */
export type Wish =
  | { step: 'labels'; add: readonly string[]; remove: readonly string[]; exchange: string }
  | { step: 'contact'; attributes: AttributeSet; exchange: string }
  | { step: 'attributes'; attributes: AttributeSet; exchange: string };

export const isWish = (what: { step: string }): what is Wish =>
  what.step === 'labels' || what.step === 'contact' || what.step === 'attributes';

/** Needs no token; done twice it changes nothing. */
export async function setOfContact(
  job: Job,
  place: Place,
  { attributes, exchange }: Wish & { step: 'contact' },
  options: TryOptions,
): Promise<Outcome> {
  const { client, log, dryRun } = options;
  if (dryRun || place.source_id === null) return { do: 'done' };
  try {
    await client.setAttributes(place.source_id, attributes);
    log.info({ exchange, step: 'contact' }, 'arranged in Chatwoot');
    return { do: 'done', answered: true };
  } catch (error) {
    if (isMissingRecord(error)) return { do: 'done' };
    return await registerFailure(error, job, place, { exchange, step: 'contact' }, options);
  }
}

/** Told once since the start: it will be the same for everybody. */
export function withoutToken(what: Wish, refused: Set<string>): Outcome {
  if (refused.has(what.step)) return { do: 'done' };
  refused.add(what.step);
  const wish = what.step === 'labels' ? 'labels' : 'attributes of the conversation';
  const reason = `the bot sets ${wish}, which needs the token of an agent bot`;
  const fix =
    'Set CHATWOOT_BOT_TOKEN and CHATWOOT_ACCOUNT_ID, or leave it out of the bot; further ones are left out in silence.';
  return { do: 'failed', verdict: { do: 'give_up', reason, fix }, reason };
}

/** Those that are not named stay, null takes one away: the call itself replaces the whole set, so that set has to be read. */
export async function setOfConversation(
  client: ApplicationClient,
  conversation: number,
  attributes: AttributeSet,
): Promise<void> {
  const { attributes: before } = await client.conversation(conversation);
  const all = Object.entries({ ...before, ...attributes }).filter(([, value]) => value !== null);
  await client.setAttributes(conversation, Object.fromEntries(all));
}
