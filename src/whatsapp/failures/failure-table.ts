import type { ProviderWords } from '../../providers/about.ts';

/**
 * What WhatsApp's error codes mean for a message of ours.
 *
 * `retry`: passing trouble, this message's alone or everybody's · `refused`: not by WhatsApp but by something before it, this message
 * alone or everybody's · `few`: tried 4 times, then given up · `pair`: too much to one person, who waits alone ·
 * `limit`: too much altogether, the number waits · `account`: key, permission or account, which only a person can mend: nothing
 * is sent until then, and nothing lost · `give_up`: this message will never go.
 *
 * `{console}`, `{name}`, `{key}` and the like stand for what the provider calls them (`ProviderWords`). In Spanish:
 * `src/cli/words/spanish-whatsapp.ts`.
 *
 * Sources: Meta's list of error codes (12 Dec 2025), providers' lists of messages, and judgement where these leave it open.
 */
export interface Advice {
  act: 'retry' | 'refused' | 'few' | 'pair' | 'limit' | 'account' | 'give_up';
  reason: string;
  fix: string;
  /** Milliseconds to wait, where the code itself says how long. */
  afterMs?: number;
}

const busy = 'Nothing to do: it is tried again by itself.';
const report = 'This is a fault of the program: report it with the code and the log lines of this message.';
const console =
  'Open the {console} and look at the number and the account; sending goes on by itself once it is settled.';
const template = 'Correct the template in the {console}.';
const campaign = 'Stop sending templates to many, and look at them in the {console}.';
const asText = 'Write to the person in another way.';

const retry = (reason: string): Advice => ({ act: 'retry', reason, fix: busy });
const few = (reason: string): Advice => ({
  act: 'few',
  reason,
  fix: 'Retry the problem later; if it fails again, ask {name}.',
});
const limit = (reason: string): Advice => ({ act: 'limit', reason, fix: busy });
const account = (reason: string, fix = console): Advice => ({ act: 'account', reason, fix });
const giveUp = (reason: string, fix: string): Advice => ({ act: 'give_up', reason, fix });

/** What an operator can do about words that come after WhatsApp's 24 hours. */
export const WINDOW_FIX = 'Wait until the person writes again, or send a template.';

const permission = account('the number lacks a permission');

const table = new Map<number, Advice>([
  [0, account('{key} is not accepted', '{keyFix}')],
  [190, account('{key} is not accepted', '{keyFix}')],
  [3, account('the number lacks the capability to send')],
  [10, permission],
  [131005, permission],
  [368, account('the account is blocked for a violation of policy')],
  [131031, account('the account is locked')],
  [131037, account('the display name is not approved')],
  [131042, account('there is trouble with the payment')],
  [131045, account("the number's certificate is not valid")],
  [133010, account('the number is not registered')],
  [133016, account('the number was registered too often', 'Wait for 72 hours, then register it in the {console}.')],
  [33, account('the number was deleted, or is another')],
  [131044, account('there is trouble with the payment')],
  [1, few('WhatsApp reports an unknown error')],
  [131000, few('WhatsApp reports that something went wrong')],
  [2, retry('WhatsApp is down for a moment')],
  [131016, retry('the service is not available for a moment')],
  [133004, retry('the server is not available for a moment')],
  [131057, { ...retry('the number is under maintenance'), afterMs: 60_000 }],
  [4, limit('too many calls of this app')],
  [80007, limit('too many calls of this account')],
  [130429, limit('too many messages at once from this number')],
  [131056, { act: 'pair', reason: 'too many messages to this person at once', fix: busy }],
  [
    131048,
    {
      act: 'limit',
      reason: 'too many earlier messages were blocked or reported as spam',
      fix: 'Send less, and look at the quality of the number in the {console}.',
      afterMs: 15 * 60_000,
    },
  ],
  [
    131064,
    giveUp(
      'WhatsApp limits templates of this account: some were of another category than they said',
      'Stop sending templates to many, correct their categories in the {console}, and retry the problem once the limit is lifted.',
    ),
  ],
  [131063, giveUp('marketing templates are switched off for this way of sending', campaign)],
  [131055, giveUp('only marketing templates may go this way', campaign)],
  [134100, giveUp('only marketing templates may go this way', campaign)],
  [134101, { ...few('the template is new, and not known everywhere yet'), afterMs: 10 * 60_000 }],
  [134102, giveUp('the account may not send marketing templates', campaign)],
  [134103, giveUp('the account may not send marketing templates', campaign)],
  [139200, giveUp('the account may not send this without a template', 'Send a template.')],
  [
    137000,
    giveUp(
      "the person's identity has changed since it was confirmed",
      'Ask the person who they are, then retry the problem.',
    ),
  ],
  [2494100, retry('the number is under maintenance')],
  [100, giveUp('WhatsApp refuses a parameter', report)],
  [131008, giveUp('WhatsApp misses a parameter', report)],
  [131009, giveUp('WhatsApp refuses a value', report)],
  [131051, giveUp('this kind of message is not supported', report)],
  [130497, giveUp('this business may not write to people in that country', asText)],
  [131021, giveUp('sender and recipient are the same number', 'Write from another number.')],
  [131026, giveUp('it cannot be delivered: no WhatsApp there, an old app, or terms not accepted', asText)],
  [
    131030,
    giveUp(
      'the recipient is not on the list of allowed test numbers',
      'Add the number to the list, or use a production number.',
    ),
  ],
  [131047, giveUp('more than 24 hours have passed since the person last wrote', WINDOW_FIX)],
  [131049, giveUp('WhatsApp chose not to deliver it, to spare the person', 'Do not retry within 24 hours.')],
  [131050, giveUp('the person stopped marketing messages of this business', 'Send no marketing to this person.')],
  [131060, giveUp('the message is not available any more', 'Ask the person to send it again.')],
  [131052, giveUp("the person's file could not be fetched", 'Ask the person to send it again.')],
  [131053, giveUp('the file could not be uploaded', 'Check type and size of the file, then retry the problem.')],
  [131062, giveUp('this message cannot go to a user id', 'Send it to the phone number of the person.')],
  [130472, giveUp('the person takes part in an experiment of WhatsApp', asText)],
  [132000, giveUp('the number of template parameters is wrong', template)],
  [132001, giveUp('the template does not exist in this language', template)],
  [132005, giveUp('the filled template is too long', template)],
  [132007, giveUp('the template breaks a policy', template)],
  [132008, giveUp('a template parameter has a wrong value', template)],
  [132012, giveUp('a template parameter has the wrong form', template)],
  [132018, giveUp('the template parameters are wrong', template)],
  [132015, giveUp('the template is paused for low quality', template)],
  [132016, giveUp('the template was disabled for low quality', template)],
  [132068, giveUp('the flow is blocked', template)],
  [132069, giveUp('the flow is throttled', template)],
  [135000, giveUp('WhatsApp refuses it without saying why', report)],
  [147001, giveUp('trouble with the business username', console)],
  [147002, giveUp('trouble with the business username', console)],
  [147003, giveUp('trouble with the business username', console)],
  [147004, giveUp('trouble with the business username', console)],
]);

/** What a code means and what to do about it, in the provider's words; null for codes nobody told us of. */
export function knownAdvice(code: number | null, at: ProviderWords): Advice | null {
  const known = code === null ? null : (table.get(code) ?? (code >= 200 && code <= 299 ? permission : null));
  if (known === null) return null;
  return { ...known, reason: withNamesOf(at, known.reason, 'en'), fix: withNamesOf(at, known.fix, 'en') };
}

/** A sentence with the provider's own names in place of what stands for them. */
export function withNamesOf(at: ProviderWords, sentence: string, language: 'en' | 'es'): string {
  const names: Record<string, string> = { ...at, keyFix: at.keyFix[language] };
  return sentence.replace(/\{(\w+)\}/g, (whole, word: string) => names[word] ?? whole);
}
