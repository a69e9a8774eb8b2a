import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOMENTS } from './moment.ts';
import { openStage, TIMEOUT_MS, type Stage } from './stage.ts';

/**
 * What happened at every door, moment by moment: the sandbox does the same things in the same order, and its webhooks and cable
 * frames must be the recorded ones: as many, the same events, the same bodies. What differs is meant to, and stands in moment.ts.
 */

let stage: Stage;
let conversation = 0;
let greeted = 0;

beforeAll(async () => {
  stage = await openStage('2026-11-22T10:11:39.000Z', (hook) => [
    { identifier: 'inbox-whatsapp', name: 'WhatsApp', ...hook },
    { identifier: 'inbox-second' },
    { identifier: 'inbox-third' },
    {
      identifier: 'inbox-greeting',
      name: 'Con saludo',
      additionalAttributes: { agent_reply_time_window: '24' },
      outOfOffice: 'Estamos cerrados, volvemos el lunes.',
      survey: 'Por favor, valora la conversación',
      ...hook,
    },
  ]);
});

afterAll(() => stage.close());

const call = (...args: Parameters<Stage['call']>) => stage.call(...args);

const PUBLIC = '/public/api/v1/inboxes/inbox-whatsapp/contacts';
const ELENA = '5491155550040';
const customer = (path: string, body: unknown = {}) =>
  call('POST', `${PUBLIC}/${ELENA}/conversations/${conversation}${path}`, body);
const desk = (method: string, path: string, body?: unknown, token = 'admin-token') =>
  call(method, `/api/v1/accounts/1/conversations/${conversation}${path}`, body, token);
const agent = (path: string, body: unknown) => desk('POST', path, body);
const bot = (path: string, body: unknown) => desk('POST', path, body, 'bot-token');
const contact = (body: unknown) =>
  call('PUT', `/api/v1/accounts/1/contacts/${stage.ids.get('contact 21')}`, body, 'admin-token');
const here = (recorded: number) => stage.ids.get(`message ${recorded}`) ?? 0;

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

function picture(content: string, name: string): FormData {
  const form = new FormData();
  form.append('content', content);
  form.append('attachments[]', new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/png' }), name);
  return form;
}

/** What was done at each moment, as its title says. */
const ACTS: Record<string, () => Promise<unknown>> = {
  '01': async () => {
    const made = (await call('POST', PUBLIC, {
      source_id: ELENA,
      name: 'Elena',
      phone_number: '+5491155550040',
    })) as { pubsub_token: string };
    await stage.listen(made.pubsub_token);
    await stage.forget();
    const answer = (await call('POST', `${PUBLIC}/${ELENA}/conversations`, {})) as { id: number };
    conversation = answer.id;
    return answer;
  },
  '02': () => customer('/messages', { content: 'Hola', echo_id: 'echo-77' }),
  '03': () => customer('/messages', picture('foto', 'foto.png')),
  '04': () => agent('/messages', { content: 'Hola **Elena**, ¿en qué te ayudo?\n- uno\n- dos' }),
  '05': () => agent('/messages', picture('acá va', 'precio.png')),
  '06': () => agent('/messages', { content: 'ojo con este cliente', private: true }),
  '07': () => agent('/messages', { content: 'sobre esto', content_attributes: { in_reply_to: here(76) } }),
  '08': () => bot('/messages', { content: 'Soy el bot', source_id: 'wamid.BOT1', echo_id: 'echo-88' }),
  '09': () => bot('/messages', { content: 'entrante por el bot', message_type: 'incoming' }),
  '10': () => agent('/assignments', { assignee_id: 2 }),
  '11': () => agent('/assignments', { assignee_id: null }),
  '12': () => agent('/labels', { labels: ['humano'] }),
  '13': () => agent('/labels', { labels: [] }),
  '14': () => agent('/custom_attributes', { custom_attributes: { pedido: '77' } }),
  '15': () => agent('/toggle_status', { status: 'pending' }),
  '16': () => agent('/toggle_status', { status: 'open' }),
  '17': () => agent('/toggle_status', { status: 'pending' }),
  '18': () => bot('/toggle_status', { status: 'open' }),
  '19': () => agent('/toggle_status', { status: 'snoozed', snoozed_until: Date.parse('2026-11-23T10:12:26Z') / 1_000 }),
  '20': () => agent('/toggle_status', { status: 'resolved' }),
  '21': () => customer('/messages', { content: 'una cosa más' }),
  '22': () => desk('PATCH', `/messages/${here(76)}`, { status: 'delivered' }),
  '23': () => desk('PATCH', `/messages/${here(76)}`, { status: 'read' }),
  '24': () => desk('PATCH', `/messages/${here(76)}`, { status: 'delivered' }),
  '25': () => agent('/messages', { content: 'otra' }),
  '26': () =>
    desk('PATCH', `/messages/${here(94)}`, { status: 'failed', external_error: '131047: fuera de las 24 horas' }),
  '27': () => agent(`/messages/${here(94)}/retry`, {}),
  '28': () => desk('DELETE', `/messages/${here(76)}`),
  '29': () => agent('/toggle_typing_status', { typing_status: 'on' }),
  '30': () => agent('/update_last_seen', {}),
  '31': () => customer('/update_last_seen'),
  '32': () => contact({ name: 'Elena Paz' }),
  '33': () => contact({ blocked: true }),
  '34': () => customer('/messages', { content: '¿hola?' }),
  '35': () => contact({ blocked: false }),
  '36': () => {
    let failed = false;
    stage.doors['/inbox-hook'].answer = (event) => {
      const first = event === 'message_created' && !failed;
      failed ||= first;
      return { status: first ? 500 : 200, afterMs: 0 };
    };
    return agent('/messages', { content: '¿llega?' });
  },
  '37': () => {
    stage.doors['/inbox-hook'].answer = (event) => ({
      status: 200,
      afterMs: event === 'message_created' ? TIMEOUT_MS * 2 : 0,
    });
    return agent('/messages', { content: '¿llega tarde?' });
  },
  '38': () => agent('/mute', {}),
  '39': () => desk('DELETE', ''),
  '40': () => customer('/messages', { content: '¿sigue?' }),
  '60': async () => {
    const base = '/public/api/v1/inboxes/inbox-greeting/contacts';
    const made = (await call('POST', base, {
      source_id: '5491155550060',
      name: 'Lucía',
      phone_number: '+5491155550060',
    })) as { pubsub_token: string };
    await stage.listen(made.pubsub_token);
    await stage.forget();
    const { id } = (await call('POST', `${base}/5491155550060/conversations`, {})) as { id: number };
    greeted = id;
    return call('POST', `${base}/5491155550060/conversations/${id}/messages`, { content: 'buenas' });
  },
  '61': () => {
    conversation = greeted;
    return agent('/messages', { content: 'hola' });
  },
  '62': () => agent('/toggle_status', { status: 'resolved' }),
};

test.each(MOMENTS.first)('%s', async (name) => {
  const act = ACTS[name.slice(0, 2)];
  if (!act) throw new Error(`nothing is known of moment ${name}`);
  expect(await stage.play(name, act)).toEqual([]);
});
