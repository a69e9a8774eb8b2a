import { afterEach, beforeEach, expect, test } from 'vitest';
import { begun, openOffice, wait, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let office: Office;
let later = 0;
const clock = { now: () => Date.now() + later };
beforeEach(() => (later = 0));
afterEach(async () => await office.close());

const bot = {
  answer: ({ messages }: { messages: { text: string }[] }) => {
    const text = messages.at(-1)?.text ?? '';
    return text === 'ayuda'
      ? [{ do: 'handoff' as const, reason: 'no sé', words: 'te paso con una persona' }]
      : [{ do: 'reply' as const, text: `re: ${text}` }];
  },
};
const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };

/** A customer was promised a person. */
async function handedOver(environment: Record<string, string> = {}): Promise<void> {
  office = await openOffice({
    bot,
    webhooks: ['inbox'],
    environment: { UI_LANGUAGE: 'es', ...environment },
    given: { clock },
  });
  await begun(office);
  await office.says('ayuda');
  await office.answeredBy('human');
  await eventually(() => office.desk().some((it) => it.text.includes('🔔')));
}
const notes = (sign: string) => office.desk().filter((it) => it.text.startsWith(sign));
const looked = async () => {
  await wait(1_500);
  await office.stack.sandbox.chatwoot.settled();
};

test('the agents are reminded once, with a label, until somebody answers; then nothing is given back', async () => {
  await handedOver(tokens);
  later = 14 * MINUTE;
  await looked();
  expect(notes('⏰')).toEqual([]);
  later = 15 * MINUTE;
  const [note] = await eventually(() => (notes('⏰').length > 0 ? notes('⏰') : null));
  expect(note).toMatchObject({ private: true, text: expect.stringContaining('15 minutos') });
  await eventually(() => office.conversation()?.labels.includes('esperando'));
  expect(office.conversation()?.labels).toEqual(['humano', 'esperando']);
  later = 3 * HOUR;
  await looked();
  expect(notes('⏰')).toHaveLength(1);
  await office.act('answer', { text: 'soy Ana' });
  await eventually(() => !office.conversation()?.labels.includes('esperando'));
  later = 23.9 * HOUR;
  await looked();
  expect(await office.contact()).toMatchObject({
    answered_by: 'human',
    answered_remind_at: null,
    answered_give_back_at: null,
  });
  expect(office.phone().filter((text) => text.startsWith('Perdón'))).toEqual([]);
});

test('after a day the customer is told, while WhatsApp allows it, and the bot answers again', async () => {
  const text = 'Perdón por la espera: sigue el bot.';
  await handedOver({ ...tokens, HANDOFF_BACK_TEXT: text });
  later = 15 * MINUTE;
  await eventually(() => office.conversation()?.labels.includes('esperando'));
  later = 24 * HOUR - 9 * MINUTE;
  await office.answeredBy('bot');
  await eventually(() => office.phone().includes(text));
  await eventually(() => notes('↩️').length === 1);
  await eventually(() => office.conversation()?.labels.length === 0);
  await office.says('¿abren hoy?', undefined, clock.now());
  await eventually(() => office.phone().includes('re: ¿abren hoy?'));
});

test('over a restart, and where the customer cannot be told any more, too', async () => {
  await handedOver({ ...tokens, HANDOFF_GIVE_BACK: '30' });
  await office.restart();
  later = 31 * HOUR;
  await office.answeredBy('bot');
  const [note] = await eventually(() => (notes('↩️').length > 0 ? notes('↩️') : null));
  expect(note?.text).toContain('no se le pudo avisar');
  await looked();
  expect(office.phone().filter((text) => text.startsWith('Perdón'))).toEqual([]);
});

test('0 is never; without a token the agents read a line', async () => {
  await handedOver({ HANDOFF_GIVE_BACK: '0', HANDOFF_REMIND: '5' });
  later = 5 * MINUTE;
  const [line] = await eventually(() => (notes('⏰').length > 0 ? notes('⏰') : null));
  expect(line).toMatchObject({ private: false, type: 0 });
  expect(await office.contact()).toMatchObject({ answered_give_back_at: null });
});

test('what is given back otherwise is not reminded of', async () => {
  await handedOver({ ...tokens, HANDOFF_REMIND: '5' });
  later = 5 * MINUTE;
  await eventually(() => office.conversation()?.labels.includes('esperando'));
  await office.act('resolve');
  await office.answeredBy('bot');
  await eventually(() => office.conversation()?.labels.length === 0);
  later = 25 * HOUR;
  await looked();
  expect([notes('⏰').length, notes('↩️').length]).toEqual([1, 0]);
});
