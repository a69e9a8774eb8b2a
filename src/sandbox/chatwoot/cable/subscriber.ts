import { isObject } from '../params.ts';
import type { ContactInbox, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** Who listens: a contact in one inbox, or a person of the account. */
export type Subscriber = ContactInbox | User;

export const isUser = (subscriber: Subscriber): subscriber is User => 'kind' in subscriber;

/**
 * Whom the identifier of a subscription names: a contact by its token alone; a person by token, number and account together. Where
 * one of them is not right nobody is named, and Chatwoot answers nothing at all (recorded).
 */
export function subscriberOf(state: ChatwootState, identifier: string): Subscriber | undefined {
  let wanted: unknown;
  try {
    wanted = JSON.parse(identifier);
  } catch {
    return undefined;
  }
  if (!isObject(wanted) || wanted['channel'] !== 'RoomChannel') return undefined;
  const { pubsub_token: token, user_id, account_id } = wanted;
  if (typeof token !== 'string') return undefined;
  if (user_id === undefined || user_id === null || user_id === '') return state.byPubsubToken.get(token);
  if (Number(account_id) !== state.account.id) return undefined;
  return state.users.find(({ id, pubsubToken }) => id === Number(user_id) && pubsubToken === token);
}
