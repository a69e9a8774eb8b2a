import { id, list, record, type Rec } from '../../wire/read.ts';
import { cleanNumber, matchKey } from '../numbers.ts';

/** Where the items of each field stand, and by what each names whom it is about. */
const places: Record<string, { items: string; number: string; userId: string }[]> = {
  messages: [
    { items: 'messages', number: 'from', userId: 'from_user_id' },
    { items: 'statuses', number: 'recipient_id', userId: 'recipient_user_id' },
  ],
  smb_message_echoes: [{ items: 'message_echoes', number: 'to', userId: 'to_user_id' }],
};

/**
 * Everything by which the people of a body are known: bodies that share none of it are about different people, and may be read side by
 * side. Null where that is not certain (a number that changes, a group, somebody without a number, anything unknown): what such a body
 * tells may be about anybody.
 */
export function peopleInBody(body: unknown): ReadonlySet<string> | null {
  const names = new Set<string>();
  const entries = list(record(body)?.entry);
  if (entries.length === 0) return null;
  for (const entry of entries) {
    for (const item of list(record(entry)?.changes)) {
      const change = record(item);
      const value = record(change?.value);
      const fields = places[typeof change?.field === 'string' ? change.field : ''];
      if (!value || !fields) return null;
      for (const contact of list(value.contacts)) addNames(names, record(contact), 'wa_id', 'user_id');
      for (const { items, number, userId } of fields)
        for (const one of list(value[items])) if (!addPerson(names, record(one), number, userId)) return null;
    }
  }
  return names.size > 0 ? names : null;
}

/** False where it is not certain whose it is. */
function addPerson(names: Set<string>, item: Rec | null, number: string, userId: string): boolean {
  if (!item || item.type === 'system' || 'group_id' in item || item.recipient_type === 'group') return false;
  return addNames(names, item, number, userId);
}

/** False without a number. */
function addNames(names: Set<string>, item: Rec | null, number: string, userId: string): boolean {
  const digits = cleanNumber(item?.[number]);
  if (digits !== null) names.add(`number ${matchKey(digits)}`);
  const user = id(item?.[userId]);
  if (user !== null) names.add(`id ${user}`);
  return digits !== null;
}
