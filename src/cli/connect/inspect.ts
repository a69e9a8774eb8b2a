import type { AccountInbox } from '../../chatwoot/api/administration-shapes.ts';
import type { Administration } from '../../chatwoot/api/administration.ts';
import { Misconfigured } from '../../errors.ts';
import type { Words } from '../words/words.ts';
import type { Found } from './plan.ts';

/** The API inboxes of the account. */
export const apiInboxes = async (admin: Administration): Promise<AccountInbox[]> =>
  (await admin.inboxes()).filter(({ channel_type: type }) => type === 'Channel::Api');

/**
 * Which one is meant: by name, else by the identifier that the settings have already; null: a new one.
 *
 * @throws Misconfigured where two have the name: none of them is guessed
 */
export function chooseInbox(
  inboxes: readonly AccountInbox[],
  { name, identifier }: { name: string | null; identifier: string | undefined },
  words: Words,
): AccountInbox | null {
  const known = inboxes.find(({ inbox_identifier: its }) => its === identifier) ?? null;
  if (name === null || known?.name === name) return known;
  const named = inboxes.filter((inbox) => inbox.name === name);
  if (named.length > 1) throw new Misconfigured(words.connect.twoInboxes(name));
  return named[0] ?? null;
}

/** What there is of all that is to be set up; nothing is changed. */
export async function inspect(admin: Administration, inbox: AccountInbox | null): Promise<Found> {
  return {
    // The list leaves out nothing we need, but the single answer is what is documented to hold the secrets.
    inbox: inbox && (await admin.inbox(inbox.id)),
    members: inbox ? await admin.members(inbox.id) : [],
    agents: await admin.agents(),
    bot: inbox ? await admin.botOfInbox(inbox.id) : null,
    bots: await admin.bots(),
    labels: await admin.labels(),
  };
}
