import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../stack.ts';
import { personNumber } from '../../traffic.ts';
import { agentActs } from '../agent-acts.ts';
import { ana, begun, openOffice, wait, type Office, type OfficeOptions } from '../office.ts';

/** What agents write to people of their own choosing while nobody listens: the account's list of conversations tells it afterwards. */

let office: Office;
afterEach(async () => await office.close());

const { api, opensAnother, makesContact, writes } = agentActs(() => office);
const user = {
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_USER_TOKEN: 'admin-token',
  SWEEP_REQUESTS_PER_MINUTE: '0',
  // A call that fails on a busy machine is made again after 30 s only.
  CHATWOOT_TIMEOUT: '10',
};
const nora = personNumber(9);
const noras = { name: 'Nora', phone_number: `+${nora}` };

async function start(options: OfficeOptions = {}): Promise<void> {
  office = await openOffice({ ...options, environment: { ...user, ...options.environment } });
  await begun(office);
  await eventually(async () => options.cable === false || (await office.cable()) === 'on');
}

/** The service is stopped while this is done. */
async function unheard(what: () => Promise<void>): Promise<void> {
  await office.stack.service.stop();
  await what();
  await office.restart();
}

const stored = async () => (await office.stack.service.store.db.selectFrom('contacts').select('id').execute()).length;

test('a conversation that an agent begins while the service is stopped: all of its words, in order, once', async () => {
  await start();
  await unheard(async () => {
    const { id } = await makesContact(noras, 'Hola Nora');
    await writes(id, 'Soy Ana Ruiz');
    await api('POST', `/conversations/${id}/messages`, { content: 'es clienta nueva', private: true });
  });
  await eventually(() => office.phone(nora).includes('Soy Ana Ruiz'));
  expect((await office.contact(nora)).answered_by).toBe('human');
  await office.says('¿quién es?', nora);
  await wait(300);
  expect(office.phone(nora)).toEqual(['Hola Nora', 'Soy Ana Ruiz']);
  expect([...office.stack.sandbox.chatwoot.state.contacts.values()]).toHaveLength(2);
});

test('resolved meanwhile: the words go out, and the bot answers what comes then', async () => {
  await start();
  await unheard(async () => {
    const { id } = await makesContact(noras, 'Su pedido está listo');
    await api('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' });
  });
  await eventually(() => office.phone(nora).includes('Su pedido está listo'));
  await office.answeredBy('bot', nora);
  await office.says('gracias', nora);
  await eventually(() => office.phone(nora).includes('re: gracias'));
});

test('a second conversation of somebody known, begun while the service is stopped', async () => {
  await start();
  let second = 0;
  await unheard(async () => {
    second = await opensAnother(ana, 'Te escribo por acá');
    await writes(second, '¿Podés?');
  });
  await eventually(() => office.phone().includes('¿Podés?'));
  await office.answeredBy('human');
  await office.says('sí');
  await eventually(() =>
    office.stack.sandbox.chatwoot.state.conversations.get(second)?.messages.some((it) => it.content === 'sí'),
  );
  expect(office.phone()).toEqual(['re: hola', 'Te escribo por acá', '¿Podés?']);
});

test('somebody known who has not written for long', async () => {
  await start({ environment: { CABLE_ACTIVE_DAYS: '0.01' } });
  const hour = Date.now() - 3_600_000;
  await office.stack.service.store.write((tx) => tx.updateTable('contacts').set({ last_inbound_at: hour }).execute());
  await unheard(async () => void (await office.act('answer', { text: 'Ya llegó lo suyo' })));
  await eventually(() => office.phone().includes('Ya llegó lo suyo'));
  expect(office.phone()).toEqual(['re: hola', 'Ya llegó lo suyo']);
});

test.each<[string, OfficeOptions]>([
  ['the cable is deaf', {}],
  ['the cable is off', { cable: false }],
])('%s and no webhook is set: found at the pace of the sweep', async (_, options) => {
  const given = { listenTimes: { sweep: { calmMs: 300, alertMs: 300 } } };
  await start({ ...options, given, environment: { SWEEP_REQUESTS_PER_MINUTE: '3000' } });
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'cable_deaf' }]);
  const { id } = await makesContact(noras, 'Hola Nora');
  await eventually(() => office.phone(nora).includes('Hola Nora'));
  await writes(id, 'otra cosa');
  await eventually(() => office.phone(nora).includes('otra cosa'));
  await wait(700);
  expect(office.phone(nora)).toEqual(['Hola Nora', 'otra cosa']);
});

test('what an agent begins before the user’s subscription stands', async () => {
  await start();
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'slow', path: '/profile$', ms: 700 }]);
  await office.restart();
  await makesContact(noras, 'Hola Nora');
  await eventually(() => office.phone(nora).includes('Hola Nora'));
});

test('what an agent begins while the cable is cut', async () => {
  await start();
  const { faults } = office.stack.sandbox.chatwoot;
  // The first event of what follows is lost, and the socket with it.
  faults.set([{ kind: 'cable_cut', times: 1 }, { kind: 'cable_refuse' }]);
  await makesContact(noras, 'Hola Nora');
  await opensAnother(ana, 'Te escribo por acá');
  await eventually(async () => (await office.cable()) !== 'on');
  faults.set([]);
  await eventually(() => office.phone(nora).includes('Hola Nora') && office.phone().includes('Te escribo por acá'));
});

test('sixty of them: page by page, each once', async () => {
  await start();
  const people = Array.from({ length: 60 }, (_, n) => personNumber(100 + n));
  await unheard(async () => {
    for (const person of people) await makesContact({ name: `P ${person}`, phone_number: `+${person}` }, `a ${person}`);
  });
  await eventually(() => people.every((person) => office.phone(person).length > 0));
  await wait(300);
  for (const person of people) expect(office.phone(person)).toEqual([`a ${person}`]);
}, 240_000);

test('of another inbox, and from before our time, nothing is heard', async () => {
  let old = 0;
  await start({
    sandbox: { chatwoot: { inboxes: [{ identifier: 'ours' }, { identifier: 'theirs' }] } },
    fill: async (sandbox) => {
      office = { stack: { sandbox } } as unknown as Office;
      old = (await makesContact({ name: 'Vieja', phone_number: `+${personNumber(20)}` }, 'de antes')).id;
      await makesContact({ name: 'Viejo', phone_number: `+${personNumber(21)}` }, 'también de antes');
    },
  });
  await unheard(async () => {
    await makesContact({ name: 'Otra', phone_number: `+${personNumber(22)}` }, 'no es para acá', 'theirs');
    // News of the old one, and no words.
    await api('POST', `/conversations/${old}/toggle_status`, { status: 'resolved' });
    await makesContact(noras, 'Hola Nora');
  });
  await eventually(() => office.phone(nora).includes('Hola Nora'));
  await wait(300);
  for (const n of [20, 21, 22]) expect(office.phone(personNumber(n))).toEqual([]);
  expect(await stored()).toBe(2);
  // Words that are new in the old one.
  await unheard(() => writes(old, 'de ahora'));
  await eventually(() => office.phone(personNumber(20)).length > 0);
  await wait(200);
  expect(office.phone(personNumber(20))).toEqual(['de ahora']);
  expect(office.phone(personNumber(21))).toEqual([]);
});

test('words in a conversation from before our time, heard by the cable, which does not tell with whom', async () => {
  const person = personNumber(20);
  let id = 0;
  await start({
    fill: async (sandbox) => {
      office = { stack: { sandbox } } as unknown as Office;
      ({ id } = await makesContact({ name: 'Vieja', phone_number: `+${person}` }, 'de antes'));
    },
  });
  await writes(id, 'de ahora');
  await eventually(() => office.phone(person).length > 0);
  await wait(200);
  expect(office.phone(person)).toEqual(['de ahora']);
  expect((await office.contact(person)).answered_by).toBe('human');
});

test('a last message that was deleted hides no other', async () => {
  await start();
  await unheard(async () => {
    const { id } = await makesContact(noras, 'Hola Nora');
    await writes(id, 'esto no');
    await office.act('answer', { text: 'Hola Ana' });
    const { state } = office.stack.sandbox.chatwoot;
    for (const wrong of [id, office.conversation()?.id ?? 0]) {
      if (wrong !== id) await writes(wrong, 'esto tampoco');
      const last = state.conversations.get(wrong)?.messages.at(-1)?.id;
      await api('DELETE', `/conversations/${wrong}/messages/${last}`, {});
    }
  });
  await eventually(() => office.phone(nora).length > 0 && office.phone().length > 1);
  await wait(200);
  expect(office.phone(nora)).toEqual(['Hola Nora']);
  expect(office.phone()).toEqual(['re: hola', 'Hola Ana']);
});

test('told by webhook, by cable and by the list: once', async () => {
  await start({ webhooks: ['inbox', 'account'] });
  const { id } = await makesContact(noras, 'uno');
  await eventually(() => office.phone(nora).includes('uno'));
  await unheard(() => writes(id, 'dos'));
  await writes(id, 'tres');
  await eventually(() => office.phone(nora).includes('tres'));
  await office.restart();
  await eventually(async () => (await office.cable()) === 'on');
  await wait(500);
  expect(office.phone(nora)).toEqual(['uno', 'dos', 'tres']);
});

test('words that are heard before the list is read bring those that were not', async () => {
  await start({ webhooks: ['account'] });
  const { faults } = office.stack.sandbox.chatwoot;
  let id = 0;
  await office.stack.service.stop();
  ({ id } = await makesContact(noras, 'uno'));
  await writes(id, 'dos');
  await wait(1_100);
  faults.set([{ kind: 'cable_refuse' }, { kind: 'fail_before', path: '/api/v1/accounts/1/conversations$' }]);
  await office.restart();
  await writes(id, 'tres');
  await eventually(() => office.phone(nora).includes('tres'));
  expect(office.phone(nora)).toEqual(['uno', 'dos', 'tres']);
});

test('a list that cannot be had is asked for again, and what Chatwoot asks for is heeded', async () => {
  await start({ given: { listenTimes: { sweep: { calmMs: 300, alertMs: 300 } } } });
  const { faults } = office.stack.sandbox.chatwoot;
  await unheard(async () => {
    await makesContact(noras, 'Hola Nora');
    faults.set([
      { kind: 'too_many', path: '/api/v1/accounts/1/conversations$', times: 1, retryAfter: '1' },
      { kind: 'fail_before', path: '/api/v1/accounts/1/conversations$', times: 2 },
    ]);
  });
  await eventually(() => office.phone(nora).includes('Hola Nora'));
  expect(faults.list()).toEqual([]);
});
