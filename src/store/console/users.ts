import type { ConsoleUser } from './console-tables.ts';
import type { Db, Tx } from '../tables.ts';

/** Nobody may log in while there is none: the console is off. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('console_users').select('name').limit(1).executeTakeFirst()) !== undefined;
}

export async function userNamed(db: Db | Tx, name: string): Promise<ConsoleUser | undefined> {
  return await db.selectFrom('console_users').selectAll().where('name', '=', name).executeTakeFirst();
}

/** All of them, by name, without what their passwords were made into. */
export async function allUsers(db: Db): Promise<Pick<ConsoleUser, 'name' | 'role' | 'set_at'>[]> {
  return await db.selectFrom('console_users').select(['name', 'role', 'set_at']).orderBy('name').execute();
}

/** Makes somebody, or gives them a new password or role. Whoever had the console open under this name is out. */
export async function setUser(tx: Tx, { name, role, password, set_at }: ConsoleUser): Promise<void> {
  await tx
    .insertInto('console_users')
    .values({ name, role, password, set_at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ role, password, set_at }))
    .execute();
  await endSessionsOf(tx, name);
}

/** False where nobody has this name. */
export async function removeUser(tx: Tx, name: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('console_users').where('name', '=', name).executeTakeFirst();
  await endSessionsOf(tx, name);
  return numDeletedRows > 0n;
}

async function endSessionsOf(tx: Tx, name: string): Promise<void> {
  await tx.deleteFrom('console_sessions').where('name', '=', name).execute();
}
