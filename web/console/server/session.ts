import { signal } from '@preact/signals';

export type Role = 'see' | 'operate';

/** Who has the page open; `lost`: nobody answers. */
export type Session =
  { state: 'asking' | 'off' | 'login' | 'lost' } | { state: 'in'; user: string; role: Role; csrf: string };

export const session = signal<Session>({ state: 'asking' });

export const mayAct = (): boolean => session.value.state === 'in' && session.value.role === 'operate';

/** Asks who is logged in. */
export async function lookWho(): Promise<void> {
  try {
    const answer = await fetch('api/session', { cache: 'no-store' });
    session.value = answer.ok ? ((await answer.json()) as Session) : { state: 'lost' };
  } catch {
    session.value = { state: 'lost' };
  }
}

/** Null: logged in; else why not, and after how many seconds one may try again. */
export async function logIn(name: string, password: string): Promise<{ code: string; after: number } | null> {
  try {
    const answer = await fetch('api/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
    const body = (await answer.json()) as Session & { error?: string };
    if (answer.ok) session.value = body;
    return answer.ok ? null : { code: body.error ?? 'broken', after: Number(answer.headers.get('retry-after')) };
  } catch {
    return { code: 'offline', after: 0 };
  }
}

export async function logOut(): Promise<void> {
  const now = session.value;
  if (now.state !== 'in') return;
  const headers = { 'content-type': 'application/json', 'x-csrf-token': now.csrf };
  await fetch('api/logout', { method: 'POST', headers, body: '{}' }).catch(() => undefined);
  await lookWho();
}
