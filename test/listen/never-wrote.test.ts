import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { deliver } from '../traffic.ts';
import { ana, openOffice, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const TOKEN = 'a-token-of-our-own';

async function exchange(): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ phone: `+${ana}`, user_message: 'hola', bot_response: 'buenas' });
  const answer = await fetch(`${office.stack.service.url}/api/exchanges`, { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
}

async function writesInGroup(): Promise<void> {
  const said = { id: 'wamid.g', from: ana, timestamp: String(Math.floor(Date.now() / 1_000)) };
  const message = { ...said, type: 'text', text: { body: 'para todos' }, group_id: 'g1' };
  const value = { messages: [message], contacts: [] };
  const { service } = office.stack;
  await deliver(() => service.url + service.webhookPath, { entry: [{ changes: [{ field: 'messages', value }] }] });
}

test.each([
  ['by a program’s exchanges alone, the cable', exchange, true],
  ['by a program’s exchanges alone, the sweep', exchange, false],
  ['by words in a group alone, the cable', writesInGroup, true],
  ['by words in a group alone, the sweep', writesInGroup, false],
])('an agent is heard who answers somebody known %s', async (_, becomesKnown, cable) => {
  office = await openOffice({
    environment: { API_TOKEN: TOKEN },
    cable,
    given: { listenTimes: { sweep: { calmMs: 3_600_000, alertMs: cable ? 3_600_000 : 50 } } },
  });
  await becomesKnown();
  await eventually(() => office.desk().length > 0);
  if (cable) await eventually(async () => (await office.cable()) === 'on');
  await office.act('answer', { text: 'soy Ana' });
  await eventually(() => office.phone().includes('soy Ana'));
});
