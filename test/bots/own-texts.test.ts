import { expect, test } from 'vitest';
import { handOff, reply, type Action, type Bot, type Turn } from '../../src/bots/bot.ts';
import { openFaqBot } from '../../src/bots/faq/bot.ts';
import { parseFaq } from '../../src/bots/faq/file/parse.ts';
import { words } from '../../src/bots/faq/say/words.ts';
import { withOwnTexts } from '../../src/bots/own-texts.ts';
import { turnOf } from './turn.ts';

const never = new AbortController().signal;
const { unsure, offer, thanks, handOff: handOffText } = words.es;
const saying = (...actions: Action[]): Bot => ({ answer: () => Promise.resolve(actions) });

test('the operator’s sentence goes in place of ours, alone and above a list; other words stay', async () => {
  const texts = { BOT_UNSURE_TEXT: 'Ni idea.', BOT_HANDOFF_TEXT: 'Ya **viene** alguien.' };
  const bot = withOwnTexts(
    saying(
      reply(unsure),
      reply(`${unsure}\n1. ¿Abren?`),
      reply(`${unsure}!`),
      reply(thanks),
      handOff('r', handOffText),
      handOff('r', null),
    ),
    texts,
  );
  const said = (await bot.answer(turnOf(['x']), never)).map((one) =>
    one.do === 'reply' ? one.text : one.do === 'handoff' ? one.words : one.do,
  );
  expect(said).toEqual(['Ni idea.', 'Ni idea.\n1. ¿Abren?', `${unsure}!`, thanks, 'Ya **viene** alguien.', null]);
});

test('without any the bot is the same one', () => {
  const bot = saying();
  expect(withOwnTexts(bot, {})).toBe(bot);
  expect(withOwnTexts(bot, { BOT_UNSURE_TEXT: null })).toBe(bot);
});

test('the FAQ bot still knows what it said: not understood twice, it offers a person, in the operator’s words', async () => {
  const faq = parseFaq('# Panadería\n\n## ¿A qué hora abren?\n\nA las 8.\n', 'faq.md', 'es');
  const texts = { BOT_UNSURE_TEXT: 'No te **entendí**.', BOT_OFFER_TEXT: 'Te llamo a alguien, ¿sí?' };
  const bot = withOwnTexts(openFaqBot(faq), texts);
  const turn = turnOf(['zxqwv plkmn']);
  const first = await bot.answer(turn, never);
  expect(first[0]).toMatchObject({ do: 'reply', text: expect.stringMatching(/^No te \*\*entendí\*\*\./) });
  const at = turn.messages[0]?.at ?? 0;
  const history: Turn['history'] = [
    { ...turn.messages[0]!, id: 'a', at: at - 2_000 },
    // As it went out: WhatsApp's marks.
    { id: 'b', author: 'bot', kind: 'text', text: 'No te *entendí*.', at: at - 1_000 },
  ];
  const [second] = await bot.answer({ ...turn, history }, never);
  expect(second).toMatchObject({ do: 'reply', text: 'Te llamo a alguien, ¿sí?' });
  // Nothing of ours is left.
  expect(JSON.stringify(second)).not.toContain(offer);
});
