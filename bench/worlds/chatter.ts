import { webhookOf } from './webhook.ts';

/** Has customers write so many messages a second until what is given back is called; that gives how many were taken. */
export function chatter(door: string, perSecond: number, round: string): () => Promise<number> {
  const began = performance.now();
  const under = new Set<Promise<void>>();
  let sent = 0;
  let taken = 0;
  const say = async (n: number) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(door, { method: 'POST', headers, body: webhookOf(n, round) }).catch(() => null);
    if (answer?.status === 200) taken += 1;
  };
  const timer = setInterval(() => {
    // By the clock: a timer alone falls behind.
    for (const due = ((performance.now() - began) / 1_000) * perSecond; sent < due; sent += 1) {
      const one: Promise<void> = say(sent).finally(() => under.delete(one));
      under.add(one);
    }
  }, 1_000 / perSecond);
  return async () => {
    clearInterval(timer);
    await Promise.all(under);
    return taken;
  };
}
