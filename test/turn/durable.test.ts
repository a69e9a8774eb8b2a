import { expect, test } from 'vitest';
import { reply, setState, type Bot, type Turn } from '../../src/bots/bot.ts';
import { eventually } from '../stack.ts';
import { clock, contactId, left, said, start, store, turnsDone, worker, wrote, withTurns } from './turn-setup.ts';

withTurns();

const turns = () => store.db.selectFrom('turns').selectAll().orderBy('id').execute();
/** What a process that was killed leaves: the lease ends, nothing else is written. */
async function killed(): Promise<void> {
  await store.write((tx) => tx.updateTable('jobs').set({ lease_until: 0, lease_token: null }).execute());
}
/** A bot each of whose tries is told by itself; the first ones never answer. */
const triedBy = (...tries: Bot['answer'][]): Bot['answer'] => {
  let n = 0;
  return (turn, signal) => tries[Math.min(n++, tries.length - 1)]!(turn, signal);
};
const hangs = () => new Promise<never>(() => undefined);

test('the messages of a turn are those of its first try, also after a crash; later ones make the next turn', async () => {
  const seen: Turn[] = [];
  const answer = triedBy(
    (turn) => {
      seen.push(turn);
      return hangs();
    },
    (turn) => {
      seen.push(turn);
      return [reply(`re: ${turn.messages.map(({ text }) => text).join(' + ')}`)];
    },
  );
  await wrote('m1', 'uno');
  await wrote('m2', 'dos');
  start(answer, { restart: false });
  await eventually(() => seen.length === 1);
  await wrote('m3', 'tres');
  await killed();
  start(answer, { restart: false });
  await eventually(async () => (await said()).length === 1);
  await left();
  await eventually(turnsDone);
  expect(await said()).toEqual(['re: uno + dos', 're: tres']);
  expect(seen.map(({ id, attempt }) => [id, attempt])).toEqual([
    [seen[0]?.id, 1],
    [seen[0]?.id, 2],
    [seen[2]?.id, 1],
  ]);
  expect((await turns()).map(({ messages, tries, bot, outcome }) => [messages, tries, bot, outcome])).toEqual([
    ['["m1","m2"]', 2, 'test', 'bot'],
    ['["m3"]', 1, 'test', 'bot'],
  ]);
});

test('no model is asked again whose answer was kept, and no tool runs twice', async () => {
  const asked: string[] = [];
  const ran: string[] = [];
  let crash = true;
  const answer: Bot['answer'] = async ({ steps }) => {
    const model = async (step: number) => {
      if (step < steps.saved.length) return steps.saved[step] as { tool?: string; text?: string };
      asked.push(`step ${step}`);
      const given = step === 0 ? { tool: 'order' } : { text: 'listo' };
      await steps.save(step, given, { tokens: 7 });
      return given;
    };
    await model(0);
    for (const index of [0, 1]) {
      const call = { step: 0, index, name: 'order', arguments: { kilos: index, of: 'yerba' } };
      const done = await steps.once(
        call,
        (key) => {
          ran.push(key);
          return Promise.resolve(`n° ${index}`);
        },
        {
          idempotent: false,
        },
      );
      expect(done).toEqual({ outcome: 'done', value: `n° ${index}` });
      if (index === 0 && crash) return await hangs();
    }
    return [reply((await model(1)).text ?? '')];
  };
  await wrote('m1', 'dos kilos');
  start(answer);
  await eventually(() => ran.length === 1);
  await eventually(async () => (await store.db.selectFrom('tool_calls').select('result').execute())[0]?.result);
  crash = false;
  await killed();
  start(answer);
  await eventually(turnsDone);
  expect(asked).toEqual(['step 0', 'step 1']);
  expect(new Set(ran).size).toBe(2);
  expect(await said()).toEqual(['listo']);
  const [step] = await store.db.selectFrom('turn_steps').selectAll().orderBy('step').execute();
  expect(step).toMatchObject({ bot: 'test', answer: '{"tool":"order"}', usage: '{"tokens":7}' });
});

test.each([
  [true, 'done', 2],
  [false, 'unfinished', 1],
])(
  'a tool that began and is not known to have ended (idempotent: %s) is then %s',
  async (idempotent, outcome, runs) => {
    const keys: string[] = [];
    const outcomes: string[] = [];
    const answer: Bot['answer'] = async ({ steps, attempt }) => {
      // The order of fields is no other call.
      const given = attempt === 1 ? { a: 1, b: [{ c: 2, d: 3 }] } : { b: [{ d: 3, c: 2 }], a: 1 };
      const run = async (key: string) => {
        keys.push(key);
        return attempt === 1 ? await hangs() : 'ok';
      };
      const done = await steps.once({ step: 0, index: 0, name: 'pay', arguments: given }, run, { idempotent });
      outcomes.push(done.outcome);
      return [reply(done.outcome)];
    };
    await wrote('m1', 'pagar');
    start(answer);
    await eventually(() => keys.length === 1);
    await killed();
    start(answer);
    await eventually(turnsDone);
    expect(outcomes).toEqual([outcome]);
    expect(keys).toHaveLength(runs);
    expect(new Set(keys).size).toBe(1);
  },
);

test('another call at the place of one that began is not run; at a place of its own it is', async () => {
  const ran: string[] = [];
  start(async ({ steps }) => {
    const call = (index: number, kilos: number) =>
      steps.once({ step: 0, index, name: 'order', arguments: { kilos } }, () => Promise.resolve(ran.push(`${kilos}`)), {
        idempotent: true,
      });
    const all = [await call(0, 2), await call(0, 3), await call(1, 3), await call(0, 2)];
    return [reply(all.map(({ outcome }) => outcome).join(' '))];
  });
  await wrote('m1', 'hola');
  await eventually(turnsDone);
  expect(await said()).toEqual(['done unfinished done done']);
  expect(ran).toEqual(['2', '3']);
});

test('a try whose time is over keeps nothing and begins nothing; what it had begun it may still tell the end of', async () => {
  let go!: (value: string) => void;
  const late: string[] = [];
  const first: Bot['answer'] = async ({ steps }) => {
    const call = { step: 0, index: 0, name: 'pay', arguments: {} };
    await steps.once(call, () => new Promise((resolve) => (go = resolve)), { idempotent: false });
    await steps.save(0, 'late').catch((error: Error) => late.push(error.message));
    await steps
      .once({ ...call, index: 1 }, () => Promise.resolve(late.push('ran')), { idempotent: true })
      .catch((error: Error) => late.push(error.message));
    return [];
  };
  const answer = triedBy(first, async ({ steps }) => {
    const call = { step: 0, index: 0, name: 'pay', arguments: {} };
    return [reply(JSON.stringify(await steps.once(call, () => Promise.resolve('twice'), { idempotent: false })))];
  });
  await wrote('m1', 'hola');
  const one = start(answer, { botTimeoutMs: 50 });
  await eventually(async () => (await store.db.selectFrom('jobs').select('failing_since').execute())[0]?.failing_since);
  go('paid');
  await eventually(() => late.length === 2);
  expect(late).toEqual(['the time of this try is over', 'the time of this try is over']);
  clock.at += 10_000;
  one.wake();
  await eventually(turnsDone);
  expect(await said()).toEqual(['{"outcome":"done","value":"paid"}']);
});

test('what was edited between two tries is another turn, that knows nothing of the first', async () => {
  const seen: Turn[] = [];
  const answer: Bot['answer'] = async (turn) => {
    seen.push(turn);
    if (seen.length > 1) return [reply(`${turn.messages[0]?.text} ${turn.steps.saved.length}`)];
    await turn.steps.save(0, 'dos kilos');
    return await hangs();
  };
  await wrote('m1', 'dos kilos');
  start(answer);
  await eventually(async () => (await store.db.selectFrom('turn_steps').selectAll().execute()).length === 1);
  await store.write((tx) =>
    tx.updateTable('messages').set({ payload: '{"kind":"text","text":"tres kilos"}' }).where('id', '=', 'm1').execute(),
  );
  await killed();
  start(answer);
  await eventually(turnsDone);
  expect(await said()).toEqual(['tres kilos 0']);
  expect((await turns()).map(({ outcome }) => outcome)).toEqual(['changed', 'bot']);
});

test('a bot keeps a little of each person, by itself, from turn to turn', async () => {
  const states: unknown[] = [];
  start(({ state, stateVersion }) => {
    states.push([state, stateVersion]);
    return [reply('hola'), setState({ seen: states.length })];
  });
  for (const id of ['m1', 'm2']) {
    await wrote(id, id);
    await eventually(turnsDone);
    await left();
  }
  expect(states).toEqual([
    [null, 0],
    [{ seen: 1 }, 1],
  ]);
  await worker?.stop(0);
  start(
    ({ state }) => {
      states.push(state);
      return [];
    },
    { botName: 'another' },
  );
  await wrote('m3', 'm3');
  await eventually(turnsDone);
  expect(states.at(-1)).toBeNull();
});

test('the turn says when it is, whether people are there, and where the person stands in Chatwoot', async () => {
  const seen: Turn[] = [];
  await store.write((tx) =>
    tx
      .updateTable('places')
      .set({ chatwoot_contact_id: 5, conversation_id: 9 })
      .where('contact_id', '=', contactId)
      .execute(),
  );
  start(
    (turn) => {
      seen.push(turn);
      return [];
    },
    { hours: [{ from: 0, to: 60 }], timeZone: 'America/Argentina/Buenos_Aires' },
  );
  await wrote('m1', 'hola');
  await eventually(turnsDone);
  expect(seen[0]).toMatchObject({
    now: clock.at,
    timeZone: 'America/Argentina/Buenos_Aires',
    peopleAreThere: false,
    person: { chatwoot: { contact: 5, conversation: 9 } },
  });
});
