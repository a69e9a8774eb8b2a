import { expect, test } from 'vitest';
import { reply, type Action, type Turn } from '../../src/bots/bot.ts';
import { message } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import { clock, contactId, left, said, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

const turns: Turn[] = [];
const heard = () => turns.map((turn) => turn.messages.map(({ text }) => text));
const answers = (turn: Turn) => {
  turns.push(turn);
  return [reply(`re: ${turn.messages.map(({ text }) => text).join(' + ')}`)];
};

let news = 0;
async function changes(content: object & { kind: string }): Promise<void> {
  clock.at += 1;
  const row = message({
    id: `z${(news += 1)}`,
    contact_id: contactId,
    kind: content.kind,
    text: 'as agents see it: 4111 1111',
    payload: JSON.stringify(content),
    wamid: `w-z${news}`,
    created_at: clock.at,
    answered_at: clock.at,
  });
  await store.write((tx) => tx.insertInto('messages').values(row).execute());
}
const edits = (target: string, text: string) =>
  changes({ kind: 'edit', target: `w-${target}`, content: { kind: 'text', text } } as never);
const deletes = (target: string) => changes({ kind: 'revoke', target: `w-${target}` } as never);

test('edited before the answer: the new text is answered, the last of several', async () => {
  turns.length = 0;
  await wrote('m1', 'a qué hora habren');
  await edits('m1', 'a qué hora abren');
  await edits('m1', '¿a qué hora abren mañana?');
  start(answers);
  await eventually(turnsDone);
  expect(heard()).toEqual([['¿a qué hora abren mañana?']]);
});

test('deleted before the answer: not answered, and in no history', async () => {
  turns.length = 0;
  await wrote('m1', 'mi tarjeta es 4111 1111');
  await deletes('m1');
  start(answers);
  await eventually(turnsDone);
  expect([heard(), await said()]).toEqual([[], []]);
  await wrote('m2', 'hola');
  await eventually(turnsDone);
  expect(heard()).toEqual([['hola']]);
  expect(JSON.stringify(turns)).not.toContain('4111');
});

test('of several, what is left is answered', async () => {
  turns.length = 0;
  await wrote('m1', 'mi tarjeta es 4111 1111');
  await wrote('m2', '¿aceptan tarjeta?');
  await deletes('m1');
  start(answers);
  await eventually(turnsDone);
  expect(await said()).toEqual(['re: ¿aceptan tarjeta?']);
});

test('edited and deleted while the bot thinks: it is asked anew, and its first words are never said', async () => {
  turns.length = 0;
  const waiting: ((actions: Action[]) => void)[] = [];
  start((turn) => {
    turns.push(turn);
    return new Promise((resolve) => waiting.push(resolve));
  });
  await wrote('m1', 'dos kilos');
  await wrote('m2', 'mi tarjeta es 4111 1111');
  await eventually(() => waiting.length === 1);
  await edits('m1', 'tres kilos');
  await deletes('m2');
  waiting[0]?.([reply('re: 4111 1111')]);
  await eventually(() => waiting.length === 2);
  expect(heard().at(-1)).toEqual(['tres kilos']);
  await deletes('m1');
  waiting[1]?.([reply('re: tres kilos')]);
  await eventually(turnsDone);
  expect(await said()).toEqual([]);
});

test('what was answered reads in history as it is now', async () => {
  turns.length = 0;
  start(answers);
  await wrote('m1', 'uno');
  await wrote('m2', 'dos');
  await eventually(turnsDone);
  await left();
  await edits('m1', 'UNO');
  await deletes('m2');
  await wrote('m3', 'tres');
  await eventually(turnsDone);
  expect(
    turns
      .at(-1)
      ?.history.filter(({ author }) => author === 'customer')
      .map(({ text }) => text),
  ).toEqual(['UNO']);
});

test('an edit that came before its original, or whose original never came, counts once', async () => {
  turns.length = 0;
  const orphan = { kind: 'text', text: 'corregido', edits: 'w-m2' };
  await wrote('m1', 'corregido', orphan);
  await wrote('m2', 'corejido');
  start(answers);
  await eventually(turnsDone);
  expect(heard()).toEqual([['corregido']]);
});
