import { expect, test } from 'vitest';
import { reply, setState, type Bot } from '../../src/bots/bot.ts';
import { Breaker } from '../../src/turn/breaker.ts';
import { eventually } from '../stack.ts';
import { clock, left, row, said, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

/** `BOT=first,second`. */
const chain = (first: Bot['answer'], second: Bot['answer']) =>
  start(first, {
    botTimeoutMs: 20,
    bots: [
      { name: 'first', bot: { answer: first }, breaker: new Breaker(clock) },
      { name: 'second', bot: { answer: second }, breaker: new Breaker(clock) },
    ],
  });
let n = 0;
const asks = async (text: string) => {
  n += 1;
  await wrote(`m${String(n).padStart(3, '0')}`, text);
  await eventually(turnsDone);
  await left();
};
const answered = async () =>
  (await store.db.selectFrom('turns').select(['bot', 'outcome']).orderBy('id').execute()).map((it) => it.bot);

test.each<[string, Bot['answer']]>([
  ['throws', () => Promise.reject(new Error('broken'))],
  ['never answers', () => new Promise(() => undefined)],
  ['gives nonsense', () => [{ do: 'dance' } as never]],
  ['passes', () => [reply('not said'), { do: 'pass' }]],
])('where the first bot %s the next one answers, in the same try', async (_, first) => {
  const attempts: number[] = [];
  chain(first, ({ attempt }) => {
    attempts.push(attempt);
    return [reply('segundo')];
  });
  await asks('hola');
  expect(await said()).toEqual(['segundo']);
  expect(attempts).toEqual([1]);
  expect(await answered()).toEqual(['second']);
});

test('where the first bot answers nobody else is asked; each has its own state', async () => {
  const states: unknown[] = [];
  let works = true;
  chain(
    ({ state }) => {
      states.push(['first', state]);
      if (!works) throw new Error('broken');
      return [reply('primero'), setState('of the first')];
    },
    ({ state }) => {
      states.push(['second', state]);
      return [reply('segundo')];
    },
  );
  await asks('uno');
  works = false;
  await asks('dos');
  expect(await said()).toEqual(['primero', 'segundo']);
  expect(states).toEqual([
    ['first', null],
    ['first', 'of the first'],
    ['second', null],
  ]);
});

test('where every bot passes, the apology and a hand-off come at once', async () => {
  let tries = 0;
  const passes: Bot['answer'] = () => {
    tries += 1;
    return [{ do: 'pass' }];
  };
  chain(passes, passes);
  await asks('hola');
  expect(tries).toBe(2);
  expect(await said()).toEqual([expect.stringContaining('Una persona del equipo')]);
  expect(await row()).toMatchObject({ answered_by: 'human', answered_reason: 'bot_failed' });
});

test('where every bot fails it is tried again, then the apology', async () => {
  let tries = 0;
  const fails: Bot['answer'] = () => {
    tries += 1;
    throw new Error('broken');
  };
  const one = chain(fails, fails);
  n += 1;
  await wrote(`m${String(n).padStart(3, '0')}`, 'hola');
  await eventually(async () => {
    clock.at += 10_000;
    one.wake();
    return await turnsDone();
  });
  expect(tries).toBe(6);
  expect(await said()).toEqual([expect.stringContaining('Una persona del equipo')]);
});

test('a dead bot is passed over after three failures; one turn probes, and with its answer it is back', async () => {
  let asked = 0;
  let works = false;
  chain(
    () => {
      asked += 1;
      if (!works) throw new Error('dead');
      return [reply('primero')];
    },
    () => [reply('segundo')],
  );
  for (let k = 0; k < 6; k++) await asks(`pregunta ${k}`);
  expect(asked).toBe(3);
  clock.at += 5_000;
  await asks('the one that probes');
  await asks('and another');
  expect(asked).toBe(4);
  works = true;
  clock.at += 10_000;
  await asks('the one that finds it back');
  await asks('one more');
  expect(asked).toBe(6);
  expect((await said()).slice(-2)).toEqual(['primero', 'primero']);
});

test('one probes at a time, quickly, and a stop tells nothing', () => {
  const breaker = new Breaker(clock);
  expect(breaker.enter()).toBe('ask');
  breaker.leave(false);
  for (const how of ['quick', 'quick']) {
    expect(breaker.enter()).toBe(how);
    breaker.leave(false);
  }
  expect(breaker.enter()).toBe('skip');
  clock.at += 5_000;
  expect([breaker.enter(), breaker.enter()]).toEqual(['quick', 'skip']);
  breaker.leave(null);
  expect(breaker.enter()).toBe('quick');
  breaker.leave(false);
  clock.at += 9_999;
  expect(breaker.enter()).toBe('skip');
  clock.at += 1;
  expect(breaker.enter()).toBe('quick');
  breaker.leave(true);
  expect(breaker.enter()).toBe('ask');
});

test('BOT_PER_HOUR: then a person is asked, the customer is told once, and an hour later the bot may answer again', async () => {
  start(() => [reply('ya')], { mostPerHour: 2 });
  for (let k = 0; k < 3; k++) await asks('hola');
  expect(await said()).toEqual(['ya', 'ya', expect.stringContaining('persona')]);
  expect(await row()).toMatchObject({ answered_by: 'human', answered_reason: 'bot_handed_off' });
  await asks('hola');
  expect(await said()).toHaveLength(3);
  await store.write((tx) => tx.updateTable('contacts').set({ answered_by: 'bot' }).execute());
  clock.at += 3_600_000;
  await asks('hola');
  expect((await said()).at(-1)).toBe('ya');
});
