import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placesOf } from '../../src/store/people/places.ts';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';
import { agentActs } from './agent-acts.ts';
import { ana, begun, openOffice, wait, type Office, type OfficeOptions } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const { api, opensAnother, makesContact } = agentActs(() => office);

const incoming = (id: number) =>
  (office.stack.sandbox.chatwoot.state.conversations.get(id)?.messages ?? [])
    .filter((it) => it.type === 0)
    .map((it) => it.content);

const start = async (options: OfficeOptions = {}) => {
  office = await openOffice(options);
  await begun(office);
  await eventually(async () => options.cable === false || (await office.cable()) === 'on');
};

describe.each<[string, OfficeOptions]>([
  ['the cable alone', {}],
  ['webhooks alone', { cable: false, webhooks: ['inbox', 'account'] }],
])('another conversation of a known person, heard by %s', (_, options) => {
  beforeEach(() => start(options));

  test('its words go to WhatsApp, the bot is quiet, and the person’s answer stands there from then on', async () => {
    const first = office.conversation()?.id ?? 0;
    const second = await opensAnother(ana);
    await wait(300);
    expect((await office.contact()).answered_by).toBe('bot');
    await api('POST', `/conversations/${second}/messages`, { content: 'Te escribo por acá' });
    await eventually(() => office.phone().includes('Te escribo por acá'));
    await office.answeredBy('human');
    await office.says('dale, gracias');
    await eventually(() => incoming(second).includes('dale, gracias'));
    expect(incoming(first)).not.toContain('dale, gracias');
    await wait(300);
    expect(office.phone()).toEqual(['re: hola', 'Te escribo por acá']);
    // Given back there, the bot answers there.
    await api('POST', `/conversations/${second}/toggle_status`, { status: 'resolved' });
    await office.answeredBy('bot');
    await office.says('otra cosa');
    await eventually(() => incoming(second).includes('🤖 re: otra cosa'));
  });

  test('also where it begins with words; what happens to the first one then gives nothing back; words there count again', async () => {
    const first = office.conversation()?.id ?? 0;
    const second = await opensAnother(ana, 'Hola Ana, te llamo luego');
    await eventually(() => office.phone().includes('Hola Ana, te llamo luego'));
    await office.answeredBy('human');
    await api('POST', `/conversations/${first}/toggle_status`, { status: 'resolved' });
    await wait(400);
    expect((await office.contact()).answered_by).toBe('human');
    await api('POST', `/conversations/${first}/messages`, { content: 'mejor por acá' });
    await eventually(() => office.phone().includes('mejor por acá'));
    await office.says('¿dónde?');
    await eventually(() => incoming(first).includes('¿dónde?'));
    expect(incoming(second)).toEqual([]);
    expect((await placesOf(office.stack.service.store.db, 1)).map((it) => it.current)).toEqual([1, 0]);
  });
});

test('of a conversation that an older release has passed over the words of long ago stay unsaid', async () => {
  await start({ cable: false, webhooks: ['account'], environment: { SWEEP_REQUESTS_PER_MINUTE: '0' } });
  const { store } = office.stack.service;
  const month = 30 * 24 * 3_600_000;
  await store.write((tx) =>
    tx
      .updateTable('contacts')
      .set({ created_at: Date.now() - 2 * month })
      .execute(),
  );
  // Nothing of it is heard.
  const { faults, state } = office.stack.sandbox.chatwoot;
  faults.set([{ kind: 'webhook_drop' }]);
  const second = await opensAnother(ana, 'de hace un mes');
  await api('POST', `/conversations/${second}/messages`, { content: 'de hace una hora' });
  await wait(200);
  faults.set([]);
  const [old, late] = state.conversations.get(second)?.messages.filter((it) => it.type === 1) ?? [];
  if (!old || !late) throw new Error('nothing was written');
  old.createdAt -= month;
  late.createdAt -= 3_600_000;
  await api('POST', `/conversations/${second}/messages`, { content: 'de ahora' });
  await eventually(() => office.phone().includes('de ahora'));
  expect(office.phone()).toEqual(['re: hola', 'de hace una hora', 'de ahora']);
});

describe('contacts of agents’ own making', () => {
  const numbers = { known: ana, spelled: `54${ana.slice(3)}`, fresh: personNumber(77) };

  test('with the number of somebody new: the words go out, the bot is quiet, their answer comes there', async () => {
    await start({ cable: false, webhooks: ['account'] });
    const { id } = await makesContact({ name: 'Nora', phone_number: `+${numbers.fresh}` }, 'Hola Nora, soy Ana');
    await eventually(() => office.phone(numbers.fresh).includes('Hola Nora, soy Ana'));
    expect(await office.contact(numbers.fresh)).toMatchObject({ answered_by: 'human', name: 'Nora' });
    await office.says('¿quién es?', numbers.fresh);
    await eventually(() => incoming(id).includes('¿quién es?'));
    await wait(300);
    expect(office.phone(numbers.fresh)).toEqual(['Hola Nora, soy Ana']);
    expect([...office.stack.sandbox.chatwoot.state.contacts.values()]).toHaveLength(2);
  });

  test('with another spelling of somebody’s number: it is them, and their address stays as it was', async () => {
    await start({ cable: false, webhooks: ['account'] });
    const { id } = await makesContact({ name: 'Ana de nuevo', phone_number: `+${numbers.spelled}` }, 'Hola otra vez');
    await eventually(() => office.phone(numbers.known).includes('Hola otra vez'));
    expect(office.phone(numbers.spelled)).toEqual([]);
    await office.says('acá estoy');
    await eventually(() => incoming(id).includes('acá estoy'));
  });

  test('without a number the agent is told there; once they add one, the next words go out', async () => {
    await start({ cable: false, webhooks: ['account'] });
    const { id, contactId } = await makesContact({ name: 'Omar', email: 'omar@example.com' }, 'Hola Omar');
    await eventually(() => incoming(id).some((text) => text?.includes('no tiene teléfono')));
    await api('PUT', `/contacts/${contactId}`, { phone_number: `+${numbers.fresh}` });
    await api('POST', `/conversations/${id}/messages`, { content: 'Ahora sí, Omar' });
    await eventually(() => office.phone(numbers.fresh).includes('Ahora sí, Omar'));
    await office.says('hola', numbers.fresh);
    await eventually(() => incoming(id).includes('hola'));
  });

  test('outside the 24 hours the agent is told in the new conversation', async () => {
    await start({ cable: false, webhooks: ['account'] });
    const old = Date.now() - 25 * 3_600_000;
    await office.stack.service.store.write((tx) => tx.updateTable('contacts').set({ last_inbound_at: old }).execute());
    const second = await opensAnother(ana, '¿Seguís interesada?');
    await eventually(() => incoming(second).some((text) => text?.includes('24 horas')));
    expect(office.phone()).toEqual(['re: hola']);
  });

  test('in another inbox it is nobody’s business here', async () => {
    await start({
      cable: false,
      webhooks: ['account'],
      sandbox: { chatwoot: { inboxes: [{ identifier: 'ours' }, { identifier: 'theirs' }] } },
    });
    await makesContact({ name: 'Otra', phone_number: `+${numbers.fresh}` }, 'no es para WhatsApp', 'theirs');
    await wait(500);
    expect(office.phone(numbers.fresh)).toEqual([]);
    expect(await office.stack.service.store.db.selectFrom('contacts').select('id').execute()).toHaveLength(1);
  });
});

describe('merged and deleted contacts', () => {
  test('a merged person’s conversation goes on by its own key and number', async () => {
    await start();
    const beto = personNumber(2);
    await begun(office, beto);
    const [a, b] = [office.conversation()?.source.contact.id, office.conversation(beto)?.source.contact.id];
    await api('POST', '/actions/contact_merge', { base_contact_id: b, mergee_contact_id: a });
    await office.act('answer', { text: 'para Ana' });
    await eventually(() => office.phone().includes('para Ana'));
    expect(office.phone(beto)).toEqual(['re: hola']);
    await office.says('gracias');
    await eventually(() => office.desk().some((it) => it.text === 'gracias'));
  });
});
