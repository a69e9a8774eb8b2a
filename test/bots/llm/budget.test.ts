import { expect, test } from 'vitest';
import { Budget, spendingInMemory, type Limits } from '../../../src/bots/llm/budget.ts';
import { spendingOf } from '../../../src/store/llm-spending.ts';
import { openStore } from '../../../src/store/open.ts';
import { sharedDatabase } from '../../store/databases.ts';
import { said, turnOf } from '../turn.ts';
import { textsOf } from '../../../src/sandbox/llm/chat.ts';
import { never, startRig } from './rig.ts';

const none: Limits = { turn: 0, person: 0, day: 0, money: 0, priceIn: 0, priceOut: 0 };

test('a turn, a person and a day that have used theirs are told before the model is asked', async () => {
  for (const limit of ['turn', 'person', 'day'] as const) {
    const { bot, llm } = await startRig({ bot: { limits: { ...none, [limit]: 100 } } });
    expect(await bot.answer(turnOf(['¿cuánto sale el envío?']), never)).toEqual([{ do: 'pass' }]);
    expect(llm.requests).toHaveLength(0);
  }
});

test('what a person used is kept with them, and counts until the day is over', async () => {
  const { bot, llm } = await startRig({ bot: { limits: { ...none, person: 3_000 } } });
  let state: unknown = null;
  const ask = async (now: number) => {
    const actions = await bot.answer(turnOf(['¿cuánto sale el envío?'], { now, state }), never);
    state = actions.find((one) => one.do === 'state')?.value ?? state;
    return actions[0]?.do;
  };
  const now = Date.UTC(2025, 2, 4, 15);
  const answers: (string | undefined)[] = [];
  while (answers.at(-1) !== 'pass' && answers.length < 10) answers.push(await ask(now));
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.at(-1)).toBe('pass');
  const asked = llm.requests.length;
  expect(await ask(now + 12 * 3_600_000)).toBe('reply');
  expect(llm.requests).toHaveLength(asked + 1);
});

test('money counts with the prices, and calls under way count as if they had used all they may', async () => {
  const spending = spendingInMemory();
  const budget = new Budget({ ...none, money: 1, priceIn: 100, priceOut: 1000 }, spending);
  const spend = (call: () => Promise<void>) =>
    budget.spend('2025-03-04', { in: 2_000, out: 400 }, { turn: 0, person: 0 }, async () => {
      await call();
      return { value: 'said', used: { in: 2_000, out: 100 } };
    });
  let end: () => void = () => undefined;
  const first = spend(() => new Promise<void>((resolve) => (end = resolve)));
  await expect(spend(() => Promise.resolve())).rejects.toMatchObject({ kind: 'budget' });
  end();
  expect(await first).toBe('said');
  expect(await spending.used('2025-03-04')).toEqual({ in: 2_000, out: 100 });
  expect(await spend(() => Promise.resolve())).toBe('said');
  await expect(spend(() => Promise.resolve())).rejects.toMatchObject({ kind: 'budget' });
});

test('what was used is kept in the ledger for all processes, and forgotten after 400 days', async () => {
  const database = await sharedDatabase.make();
  const store = await openStore(database.url);
  const spending = spendingOf(store, 'main');
  const other = spendingOf(store, 'main2');
  await Promise.all(Array.from({ length: 10 }, () => spending.add('2025-03-04', { in: 7, out: 3 })));
  await other.add('2025-03-04', { in: 1, out: 1 });
  expect(await spending.used('2025-03-04')).toEqual({ in: 70, out: 30 });
  await spending.add('2025-03-05', { in: 1, out: 2 });
  expect(await spending.used('2025-03-05')).toEqual({ in: 1, out: 2 });
  expect(await spending.used('2025-03-04')).toEqual({ in: 70, out: 30 });
  await spending.add('2026-04-09', { in: 1, out: 1 });
  expect(await spending.used('2025-03-04')).toEqual({ in: 0, out: 0 });
  expect(await other.used('2025-03-04')).toEqual({ in: 1, out: 1 });
  await store.close();
  await database.remove();
});

test('LLM_MASK: the server sees placeholders, the customer and tools the originals', async () => {
  const { bot, llm } = await startRig({ bot: { masks: ['phone', 'email', 'card', 'id'] } });
  llm.model = ({ messages }) => {
    const text = messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
    const hidden = /\{\{email-[a-z]+\}\}/.exec(text)?.[0] ?? '';
    return { text: `Gracias, anoté tu correo: ${hidden}. ¿Qué mueble te interesa?` };
  };
  const history = [
    said({ id: 'h', text: 'mi DNI es 30.123.456, CUIT 20-30123456-3', at: Date.UTC(2025, 2, 4, 14, 59) }),
  ];
  const turn = turnOf(['soy ana@correo.example, tarjeta 4111 1111 1111 1111, tel +54 9 11 5555-0199'], { history });
  const [reply] = await bot.answer(turn, never);
  expect(reply).toMatchObject({ text: 'Gracias, anoté tu correo: ana@correo.example. ¿Qué mueble te interesa?' });
  const sent = JSON.stringify(llm.requests.at(-1)!.messages.filter(({ role }) => role !== 'system'));
  for (const secret of ['ana@', '4111', '5555-0199', '30.123', '20-3012']) expect(sent).not.toContain(secret);
  for (const kind of ['email', 'card', 'phone', 'id']) expect(sent).toContain(`{{${kind}-`);
});

test.each([
  ['with spaces', (name: string) => `{{ ${name} }}`],
  ['in one bracket', (name: string) => `{${name}}`],
  ['in capitals', (name: string) => `{{${name.toUpperCase()}}}`],
  ['without brackets', (name: string) => name],
  ['escaped', (name: string) => `\\{\\{${name}\\}\\}`],
  ['in another sign', (name: string) => `{{${name.replace('-', '_')}}}`],
])('LLM_MASK: a placeholder that the model wrote %s is known again', async (_, mangled) => {
  const { bot, llm } = await startRig({ bot: { masks: ['email'] } });
  llm.model = (request) => {
    const name = /email-[a-j]{8}/.exec(textsOf(request, 'user'))?.[0] ?? '';
    return { text: `Gracias, anoté tu correo: ${mangled(name)}` };
  };
  const [reply] = await bot.answer(turnOf(['soy ana@correo.example']), never);
  expect(reply).toMatchObject({ text: 'Gracias, anoté tu correo: ana@correo.example' });
});

test('LLM_MASK: nor does one that stands for nothing leave, and a name is masked too', async () => {
  const { bot, llm } = await startRig({ bot: { masks: ['phone', 'email'] } });
  for (const made of ['{{email-aaaaaaaa}}', 'email-aaaaaaaa', '{{ PHONE-aaaaaaaa }}']) {
    llm.model = () => ({ text: `Anoté ${made}. Gracias por escribirnos.` });
    const person = { ...turnOf([]).person, name: 'Ana +54 9 11 5555-0188' };
    expect(await bot.answer(turnOf(['hola'], { person }), never)).toEqual([{ do: 'pass' }]);
    expect(JSON.stringify(llm.requests.at(-1))).not.toContain('5555-0188');
  }
});

test('prices and dates are no telephones', async () => {
  const { bot, llm } = await startRig({ bot: { masks: ['phone', 'email', 'card', 'id'] } });
  const text = 'vi el sillón a $ 250.000 el 4/3/2025 a las 10:30, ¿cuánto sale el envío?';
  await bot.answer(turnOf([text]), never);
  expect(JSON.stringify(llm.requests.at(-1)!.messages)).toContain(text);
});
