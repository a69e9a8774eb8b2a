import type { AccountBot, AccountInbox, AccountLabel, Agent } from '../../chatwoot/api/administration-shapes.ts';

/** What is there already. */
export interface Found {
  /** Null: it is to be made. */
  inbox: AccountInbox | null;
  /** Of the inbox. */
  members: readonly Agent[];
  /** Of the account. */
  agents: readonly Agent[];
  /** The one connected to the inbox. */
  bot: AccountBot | null;
  bots: readonly AccountBot[];
  labels: readonly AccountLabel[];
}

/** What it shall be. */
export interface Wishes {
  /** Of a new inbox. */
  inboxName: string;
  /** Who answers; null: as it is, and everybody where nobody does. */
  members: readonly number[] | null;
  bot: boolean;
  /** Whole, with the secret; null: as it is. */
  webhook: string | null;
  /** That agents choose and filter by, each once. */
  labels: readonly string[];
  /** Whether the inbox assigns conversations by itself; null: as it is. */
  autoAssign: boolean | null;
}

/** One change in Chatwoot. */
export type Step =
  | { do: 'make_inbox'; name: string; webhook: string | null }
  | { do: 'set_webhook'; webhook: string; instead: string | null }
  | { do: 'set_window'; hours: number }
  | { do: 'set_members'; ids: number[]; names: string[] }
  | { do: 'set_assigning'; on: boolean }
  | { do: 'make_bot'; name: string }
  | { do: 'connect_bot'; name: string; instead: string | null }
  | { do: 'make_label'; title: string };

/** The name under which agents see the bot's words. */
export const BOT_NAME = 'OptiAtiende';
/** WhatsApp's own window for free answers. Hours. */
export const WINDOW_HOURS = 24;

/** The changes that lead from what is there to what is wished, in order; none where all is so already. */
export function planOf(found: Found, wishes: Wishes): Step[] {
  const { inbox } = found;
  const steps: Step[] = [];
  if (!inbox) steps.push({ do: 'make_inbox', name: wishes.inboxName, webhook: wishes.webhook });
  else if (wishes.webhook !== null && inbox.webhook_url !== wishes.webhook)
    steps.push({ do: 'set_webhook', webhook: wishes.webhook, instead: inbox.webhook_url || null });
  // A text in the answers seen, as it was sent.
  if (Number(inbox?.additional_attributes?.['agent_reply_time_window']) !== WINDOW_HOURS)
    steps.push({ do: 'set_window', hours: WINDOW_HOURS });
  const everybody = found.agents.map(({ id }) => id);
  const members = wishes.members ?? (found.members.length > 0 ? null : everybody);
  if (members !== null && !sameSet(members, found.members))
    steps.push({ do: 'set_members', ids: [...members], names: namesOf(members, found.agents) });
  // A new inbox is made with it on.
  if (wishes.autoAssign !== null && (inbox?.enable_auto_assignment ?? true) !== wishes.autoAssign)
    steps.push({ do: 'set_assigning', on: wishes.autoAssign });
  if (wishes.bot && !isOurs(found.bot)) {
    if (!ownBot(found.bots)) steps.push({ do: 'make_bot', name: BOT_NAME });
    steps.push({ do: 'connect_bot', name: ownBot(found.bots)?.name ?? BOT_NAME, instead: found.bot?.name ?? null });
  }
  for (const title of wishes.labels)
    if (!found.labels.some((label) => label.title.toLowerCase() === title)) steps.push({ do: 'make_label', title });
  return steps;
}

/** A bot of the account whose words we may say: whichever is connected to the inbox already, but none of the whole installation. */
export const isOurs = (bot: AccountBot | null): boolean => bot !== null && bot.system_bot !== true;

/** The bot to connect where the inbox has none of ours: the one that an earlier run made. */
export const ownBot = (bots: readonly AccountBot[]): AccountBot | null =>
  bots.find((bot) => bot.name === BOT_NAME && bot.system_bot !== true) ?? null;

const sameSet = (ids: readonly number[], people: readonly Agent[]): boolean =>
  ids.length === people.length && people.every(({ id }) => ids.includes(id));

const namesOf = (ids: readonly number[], agents: readonly Agent[]): string[] =>
  ids.map((id) => agents.find((agent) => agent.id === id)?.name ?? String(id));
