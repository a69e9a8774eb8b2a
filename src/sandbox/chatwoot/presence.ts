import type { Clock } from '../../clock.ts';
import type { Contact, User } from './records.ts';

const CONTACT_MS = 90_000;
const USER_MS = 20_000;

/** Who counts as online: for some time after a subscription of theirs at the cable began or said that it is still there. */
export interface Presence {
  seen(who: Contact | User): void;
  /** Somebody who stays online, as an agent with the page open does; false: no longer. */
  keep(who: User, online: boolean): void;
  isOnline: (who: Contact | User) => boolean;
}

export function createPresence(clock: Clock): Presence {
  const until = new Map<Contact | User, number>();
  const kept = new Set<Contact | User>();
  return {
    seen: (who) => void until.set(who, clock.now() + (who.kind === 'contact' ? CONTACT_MS : USER_MS)),
    keep(who, online) {
      if (online) kept.add(who);
      else kept.delete(who);
    },
    isOnline: (who) => kept.has(who) || (until.get(who) ?? 0) > clock.now(),
  };
}
