import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action } from '../../src/bots/bot.ts';
import { openOffice, wait, type Office } from '../listen/office.ts';
import { deliver, personNumber } from '../traffic.ts';
import { audited, settled } from './audited.ts';

/** One thing that somebody does; `who` is one of a few people. */
type Act =
  | { does: 'says'; who: number; text: string }
  | { does: 'reacts' | 'pins' | 'writes in a group'; who: number }
  | { does: 'exchange'; who: number; text: string }
  | { does: 'answer' | 'note' | 'resolve'; who: number; text: string };

const text = fc.constantFrom(
  'hola',
  'hola',
  'gracias',
  'persona',
  'nada',
  'cerrar',
  'mirá *esto* {{nombre}}',
  '2. 2. 2.',
);
const who = fc.integer({ min: 1, max: 4 });
const acts: fc.Arbitrary<Act>[] = [
  fc.record({ does: fc.constant('says' as const), who, text }),
  fc.record({ does: fc.constantFrom('reacts' as const, 'pins' as const, 'writes in a group' as const), who }),
  fc.record({ does: fc.constant('exchange' as const), who, text }),
  fc.record({ does: fc.constantFrom('answer' as const, 'note' as const, 'resolve' as const), who, text }),
];

/** Hands off, says nothing, resolves or answers, by what it hears. */
function bot(said: string): Action[] {
  if (said === 'persona') return [{ do: 'handoff', reason: 'asked', words: 'ya viene', asked: true }];
  if (said === 'nada') return [];
  if (said === 'cerrar') return [{ do: 'reply', text: 'hasta luego' }, { do: 'resolve' }];
  return [{ do: 'reply', text: `re: ${said}` }];
}

const TOKEN = 'a-token-of-our-own';
let wamids = 0;

async function doOne(office: Office, act: Act): Promise<void> {
  const person = personNumber(act.who);
  const { service } = office.stack;
  if (act.does === 'says') return await office.says(act.text, person);
  if (act.does === 'exchange') {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ phone: `+${person}`, user_message: act.text, bot_response: act.text });
    const answer = await fetch(`${service.url}/api/exchanges`, { method: 'POST', headers, body });
    expect(answer.status).toBe(202);
    return;
  }
  if (act.does === 'answer' || act.does === 'note' || act.does === 'resolve') {
    // Nobody answers in a conversation that is not there yet, or in which nothing was said.
    if (office.desk(person).length > 0)
      await office.act(act.does, act.does === 'resolve' ? {} : { text: act.text }, person);
    return;
  }
  wamids += 1;
  const id = `wamid.act.${wamids}`;
  const own = { id, from: person, timestamp: String(Math.floor(Date.now() / 1_000)) };
  const message = {
    reacts: { ...own, type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } },
    pins: { ...own, type: 'pin_in_chat' },
    'writes in a group': { ...own, type: 'text', text: { body: 'para todos' }, group_id: 'g1' },
  }[act.does];
  const value = { messages: [message], contacts: [] };
  await deliver(() => service.url + service.webhookPath, { entry: [{ changes: [{ field: 'messages', value }] }] });
}

test('a random office without faults has no gap, and its sums come out', async () => {
  const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_USER_TOKEN: 'admin-token' };
  for (const environment of [{}, tokens]) {
    const office = await openOffice({
      environment: { API_TOKEN: TOKEN, CHATWOOT_TIMEOUT: '10', SWEEP_REQUESTS_PER_MINUTE: '600', ...environment },
      // Whoever answers the moment a conversation is there may be heard by the sweep alone.
      given: { listenTimes: { sweep: { calmMs: 1_000, alertMs: 1_000 } } },
      bot: { answer: ({ messages }) => bot(messages.at(-1)?.text ?? '') },
    });
    try {
      const all = fc.array(fc.oneof(...acts), { minLength: 10, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(all, async (list) => {
          for (const act of list) await doOne(office, act);
          await settled(office.stack);
          // An agent's words may be on their way from Chatwoot, which nothing here tells; what stays is a gap.
          let { gaps, days } = await audited(office.stack);
          for (const end = Date.now() + 60_000; gaps.length > 0 && Date.now() < end; await wait(200)) {
            await settled(office.stack);
            ({ gaps, days } = await audited(office.stack));
          }
          expect(gaps).toEqual([]);
          expect(days.reduce((sum, { received }) => sum + received, 0)).toBeGreaterThan(0);
          for (const day of days) {
            expect(day.answered + day.people + day.notToAnswer).toBe(day.received);
            expect([day.sent, day.delivered]).toEqual([day.said, day.said]);
            expect(day.registered).toBe(day.toRegister);
          }
        }),
        { numRuns: 4, endOnFailure: true },
      );
    } finally {
      await office.close();
    }
  }
});
