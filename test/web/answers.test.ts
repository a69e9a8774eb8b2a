import { expect, test } from 'vitest';
import type { DeskMessage, PhoneMessage } from '../../src/sandbox/types.ts';
import { compareAnswers } from '../../web/sandbox/state/answers.ts';

let id = 0;
const desk = (content: string | null, facts: Partial<DeskMessage> = {}): DeskMessage => {
  id += 1;
  return { id, type: 'outgoing', senderKind: 'user', senderName: 'Ana Ruiz', private: false, content, at: 0, ...facts };
};
const bot = (content: string) => desk(`🤖 ${content}`, { type: 'incoming', senderKind: 'contact' });
const file = { name: 'plano.png', type: 'image/png', url: '/sandbox/files/k/plano.png', size: 10 };
const phone = (text: string, facts: Partial<PhoneMessage> = {}): PhoneMessage => {
  id += 1;
  return { id: `wamid.${id}`, from: 'business', text, at: 0, state: 'sent', ...facts };
};
const media: PhoneMessage['media'] = { kind: 'image', mime: 'image/png', url: '/sandbox/media/1', size: 10 };
const none = { toPhone: 0, toDesk: 0, failed: 0 };

test('a long answer in several messages counts once on either side, and not as arrived before its last part', () => {
  const parts = ['Primero, los horarios.', 'Después, los precios.', 'Al final, los envíos.'];
  const answer = desk(parts.join('\n\n'));
  expect(
    compareAnswers(
      parts.map((part) => phone(part)),
      [answer],
    ),
  ).toEqual({ ...none, phone: 1, desk: 1 });
  expect(
    compareAnswers(
      parts.slice(0, 2).map((part) => phone(part)),
      [answer],
    ),
  ).toEqual({ ...none, phone: 0, desk: 1, toPhone: 1 });
});

test("a text and two files of one agent's message are three bubbles and one answer", () => {
  const said = desk('Van los planos', { files: [file, { ...file, url: '/sandbox/files/l/plano.png' }] });
  const bubbles = [phone('Van los planos', { media }), phone('', { media })];
  expect(compareAnswers(bubbles, [said])).toEqual({ ...none, phone: 1, desk: 1 });
  expect(compareAnswers(bubbles.slice(0, 1), [said])).toMatchObject({ toPhone: 1 });
});

test('marks, choices, the late line and the name in front do not hide that it is the same', () => {
  const said = [
    bot('¿Qué querés?\n▫️ Horarios\n▫️ Precios'),
    desk('🕒 Dicho el 22/11 a las 14:03 (hace 2 h)\nCon **ganas**, [acá](https://tienda.example/a)'),
    desk('Ya va'),
    desk('👍'),
  ];
  const buttons = [{ id: 'h', title: 'Horarios' }];
  const bubbles = [
    phone('¿Qué querés?', { buttons }),
    phone('Con *ganas*, acá (https://tienda.example/a)'),
    phone('*Ana Ruiz:* Ya va'),
    phone('👍'),
  ];
  expect(compareAnswers(bubbles, said)).toEqual({ ...none, phone: 4, desk: 4 });
});

test('notes, lines in grey and notices to agents are no answers', () => {
  const others = [
    desk('ojo con este', { private: true }),
    desk('La conversación fue marcada como resuelta por Ana Ruiz', { type: 'activity', senderKind: null }),
    desk('🔔 Ahora atiende una persona: una persona respondió.', { type: 'incoming', senderKind: 'contact' }),
  ];
  expect(compareAnswers([], others)).toEqual({ ...none, phone: 0, desk: 0 });
});

test('what is on one side only is on its way to the other, by its text and not by number', () => {
  expect(compareAnswers([phone('uno')], [])).toEqual({ ...none, phone: 1, desk: 0, toDesk: 1 });
  expect(compareAnswers([], [desk('uno')])).toEqual({ ...none, phone: 0, desk: 1, toPhone: 1 });
  expect(compareAnswers([phone('hola')], [bot('hola'), bot('hola')])).toMatchObject({ toPhone: 1 });
});

test('a failed answer is not on its way: the desk shows it, or a line tells it', () => {
  const shown = desk('tarde', { status: 'failed', error: '131047: …' });
  expect(compareAnswers([], [shown])).toEqual({ ...none, phone: 0, desk: 1, failed: 1 });

  const line = desk('⚠️ No se entregó en WhatsApp: 131026', { type: 'incoming', senderKind: 'contact' });
  expect(compareAnswers([], [desk('nunca'), line])).toEqual({ ...none, phone: 0, desk: 1, failed: 1 });

  const failed = { failed: { code: 131026, title: 'Message undeliverable' } };
  expect(compareAnswers([phone('nunca', failed)], [desk('nunca'), line])).toMatchObject({ failed: 1, toPhone: 0 });
  // Sent again, it is there.
  expect(compareAnswers([phone('nunca', failed), phone('nunca')], [desk('nunca')])).toEqual({
    ...none,
    phone: 1,
    desk: 1,
  });
});

test('a deleted answer may stay on the phone, and a note may have sent a template', () => {
  const gone = desk('Este mensaje se ha eliminado', { deleted: true });
  expect(compareAnswers([phone('uno')], [gone])).toEqual({ ...none, phone: 1, desk: 1 });
  const note = desk('/template seguimos es_AR Ana', { private: true });
  expect(compareAnswers([phone('[seguimos] Ana')], [note])).toEqual({ ...none, phone: 1, desk: 1 });
});
