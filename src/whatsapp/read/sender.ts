import { visibleName } from '../../text.ts';
import { id, list, record, text, trimmed, type Rec } from '../../wire/read.ts';
import { cleanNumber, isBsuid } from '../numbers.ts';
import type { Sender } from '../types.ts';

/** The people a webhook names (`value.contacts`), to be found by any of their ids. */
export interface People {
  /** The one person it names; null where it names nobody or several. */
  only: Sender | null;
  /** The first who has one of these ids. */
  find(own: Address): Sender | undefined;
}

interface Address {
  waId: string | null;
  bsuid: string | null;
}

/** Reads `value.contacts`: who is meant, not the cards somebody shared (`messages[].contacts`). A body may name tens of thousands. */
export function readPeople(contacts: unknown): People {
  const all = list(contacts)
    .map(record)
    .filter((contact) => contact !== null);
  let places: Map<string, number> | null = null;
  const [first] = all;
  return {
    only: all.length === 1 && first ? readPerson(first) : null,
    find({ waId, bsuid }) {
      places ??= placesOf(all);
      const found = [waId && `number ${waId}`, bsuid && `id ${bsuid}`].map((key) => places?.get(key ?? ''));
      const at = Math.min(...found.map((place) => place ?? Infinity));
      const contact = all[at];
      return contact && readPerson(contact);
    },
  };
}

/** Where each id is named first. */
function placesOf(contacts: Rec[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, contact] of contacts.entries()) {
    const { waId, bsuid } = address(contact.wa_id, contact.user_id);
    for (const key of [waId && `number ${waId}`, bsuid && `id ${bsuid}`]) {
      if (key && !places.has(key)) places.set(key, place);
    }
  }
  return places;
}

function readPerson(contact: Rec): Sender {
  const profile = record(contact.profile);
  return {
    ...address(contact.wa_id, contact.user_id),
    name: visibleName(text(profile?.name)),
    username: readUsername(profile?.username),
  };
}

/** Told with `@` or without; letters, digits, dots and underscores, else it is none. */
function readUsername(value: unknown): string | null {
  const name = trimmed(value)?.replace(/^@/, '') ?? '';
  return /^[\w.]{1,64}$/.test(name) ? `@${name}` : null;
}

/**
 * Who wrote a message. Names and the missing id are joined by id, never by position: the two lists have no common order.
 * Only where the message names nobody and the webhook exactly one person is it that one. Null where nobody is named.
 */
export function readSender(message: Rec, people: People): Sender | null {
  const own = address(message.from, message.from_user_id);
  if (own.waId === null && own.bsuid === null) {
    if (message.type === 'system') return changedPerson(message, people);
    const { only } = people;
    return only && (only.waId !== null || only.bsuid !== null) ? only : null;
  }
  if (message.type === 'system' && own.bsuid === null) own.bsuid = id(record(message.system)?.previous_user_id);
  return joined(own, people);
}

/** The person a message of ours went to, for echoes. Null where nobody is named. */
export function readRecipient(echo: Rec, people: People): Sender | null {
  const own = address(echo.to, echo.to_user_id);
  return own.waId === null && own.bsuid === null ? null : joined(own, people);
}

/** A number or id changed and the message has no `from`: the old id is the one we know the person by. */
function changedPerson(message: Rec, people: People): Sender | null {
  const system = record(message.system);
  const own = address(system?.customer, system?.previous_user_id ?? system?.user_id);
  return own.waId === null && own.bsuid === null ? null : joined(own, people);
}

function joined(own: Address, people: People): Sender {
  const same = people.find(own);
  return {
    waId: own.waId ?? same?.waId ?? null,
    bsuid: own.bsuid ?? same?.bsuid ?? null,
    name: same?.name ?? null,
    username: same?.username ?? null,
  };
}

/** Meta keeps numbers and user ids apart; early third parties put a user id where the number goes. */
function address(number: unknown, userId: unknown): Address {
  const bsuid = id(userId) ?? (isBsuid(number) ? number : null);
  return { waId: cleanNumber(number), bsuid };
}
