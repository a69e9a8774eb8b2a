import type { ConsoleSession, Role } from './console-tables.ts';
import type { Db, Tx } from '../tables.ts';

/** A session that is not over, with the role that its user has now. */
export async function sessionById(
  db: Db,
  id: string,
  { now, idleMs }: { now: number; idleMs: number },
): Promise<(ConsoleSession & { role: Role }) | undefined> {
  return await db
    .selectFrom('console_sessions')
    .innerJoin('console_users', 'console_users.name', 'console_sessions.name')
    .selectAll('console_sessions')
    .select('console_users.role')
    .where('id', '=', id)
    .where('ends_at', '>', now)
    .where('seen_at', '>', now - idleMs)
    .executeTakeFirst();
}

/** Clears away what is over. */
export async function clearSessions(tx: Tx, now: number, idleMs: number): Promise<void> {
  await tx
    .deleteFrom('console_sessions')
    .where((eb) => eb.or([eb('ends_at', '<=', now), eb('seen_at', '<=', now - idleMs)]))
    .execute();
}

/** Begins one, and clears away what is over. */
export async function beginSession(tx: Tx, session: ConsoleSession, idleMs: number): Promise<void> {
  await clearSessions(tx, session.begun_at, idleMs);
  await tx.insertInto('console_sessions').values(session).execute();
}

export async function touchSession(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable('console_sessions').set({ seen_at: now }).where('id', '=', id).execute();
}

export async function endSession(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('console_sessions').where('id', '=', id).execute();
}
