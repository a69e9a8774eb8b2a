import { describe, expect, test } from 'vitest';
import type { Said } from '../../../src/bots/bot.ts';
import { pictureType } from '../../../src/bots/llm/pictures/picture-type.ts';
import { refusedPictures } from '../../../src/bots/llm/pictures/refused.ts';
import type { ChatRequest } from '../../../src/sandbox/llm/chat.ts';
import { said, turnOf } from '../turn.ts';
import { startRig, type RigOptions } from './rig.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n and a picture', 'latin1');
const ask = 'No pude ver la imagen. ¿Cuál es la consulta, por escrito?';
const signal = new AbortController().signal;

const picture = (caption = '', read: () => Promise<Uint8Array> = () => Promise.resolve(png), type = 'image/jpeg') => ({
  kind: 'media',
  text: `📷 imagen (todavía no descargada)${caption && `\n${caption}`}`,
  file: { name: 'foto.jpg', type, read },
});

async function seeing(given: RigOptions = {}) {
  const rig = await startRig({
    ...given,
    bot: { vision: true, ...given.bot },
    llm: { model: () => ({ text: 'Es un sillón muy lindo.' }), ...given.llm },
  });
  const answers = async (now: (string | Partial<Said>)[], history: Said[] = []) =>
    await rig.bot.answer(turnOf(now, { history }), signal);
  const partsOf = (request: ChatRequest | undefined) => {
    const content = request?.messages.at(-1)?.content;
    return Array.isArray(content) ? content : [{ type: 'text', text: content ?? '' }];
  };
  return { ...rig, answers, partsOf };
}

describe('pictures that are shown', () => {
  test('the model sees the picture with its caption: by its bytes, whatever it is called', async () => {
    const { answers, partsOf, llm } = await seeing();
    expect(await answers([picture('¿lo tienen?'), 'en azul'])).toEqual(
      expect.arrayContaining([expect.objectContaining({ text: 'Es un sillón muy lindo.' })]),
    );
    const [text, shown] = partsOf(llm.requests.at(-1));
    expect(text?.text).toContain('[imagen adjunta] ¿lo tienen?\nen azul');
    expect(text?.text).not.toContain('descargada');
    expect(shown?.image_url?.url).toBe(`data:image/png;base64,${png.toString('base64')}`);
  });

  test('not without LLM_VISION, and no stickers, papers or files that are no picture', async () => {
    const off = await seeing({ bot: { vision: false } });
    await off.answers([picture('¿y esto?')]);
    expect(off.partsOf(off.llm.requests.at(-1)).length).toBe(1);
    const { answers, partsOf, llm } = await seeing();
    const never = () => Promise.reject(new Error('was read'));
    await answers([picture('', never, 'image/webp'), picture('', never, 'application/pdf'), 'hola']);
    expect(partsOf(llm.requests.at(-1)).length).toBe(1);
    expect(pictureType(Buffer.from('<svg xmlns="…">'))).toBeNull();
    expect(pictureType(Buffer.from('GIF89a'))).toBe('image/gif');
  });

  test('so many and so large, and no more; a budget counts them as a thousand tokens each', async () => {
    const { answers, partsOf, llm } = await seeing({
      bot: { limits: { turn: 9_000, person: 0, day: 0, money: 0, priceIn: 0, priceOut: 0 } },
    });
    const large = Buffer.concat([png, Buffer.alloc(5_000_000)]);
    await answers([...Array.from({ length: 6 }, (_, n) => picture(`foto ${n}`)), 'esas']);
    expect(partsOf(llm.requests.at(-1)).filter(({ type }) => type === 'image_url').length).toBe(4);
    const actions = await answers([picture('esta', () => Promise.resolve(large))]);
    expect(partsOf(llm.requests.at(-1)).length).toBe(1);
    expect(actions).toContainEqual(expect.objectContaining({ do: 'reply', text: ask }));
    const poor = await seeing({
      bot: { limits: { turn: 3_000, person: 0, day: 0, money: 0, priceIn: 0, priceOut: 0 } },
    });
    expect(await poor.answers([picture('a'), picture('b'), picture('c')])).toEqual([{ do: 'pass' }]);
  });
});

describe('pictures that are not', () => {
  test('a picture that cannot be had: the customer is asked to write, and at the second one a person looks', async () => {
    const { answers, llm } = await seeing();
    const lost = () => Promise.reject(new Error('WhatsApp gives it out no more'));
    expect(await answers([picture('', lost)])).toEqual([expect.objectContaining({ do: 'reply', text: ask })]);
    expect(llm.requests).toEqual([]);
    const again = [said({ ...picture(), id: 'h1' }), said({ id: 'h2', author: 'bot', text: ask })];
    expect(await answers([picture('', lost)], again)).toMatchObject([{ do: 'handoff', words: null }]);
  });

  test('a model without eyes answers the words, and that is learnt: it is shown no more', async () => {
    const { answers, llm } = await seeing({
      llm: { quirks: ['no_images'], model: () => ({ text: '¡Hola! ¿En qué te ayudo?' }) },
    });
    const actions = await answers([picture('hola')]);
    expect(actions.filter(({ do: what }) => what === 'reply').map((one) => 'text' in one && one.text)).toEqual([
      '¡Hola! ¿En qué te ayudo?',
      ask,
    ]);
    expect(llm.requests.length).toBe(2);
    let read = 0;
    await answers([picture('hola', () => Promise.resolve((read++, png)))]);
    expect([read, llm.requests.length]).toEqual([0, 3]);
    // Nothing but a picture: the model is not asked.
    expect(await answers([picture()])).toEqual([expect.objectContaining({ text: ask })]);
    expect(llm.requests.length).toBe(3);
  });

  test('what servers say of pictures is told from what else they refuse', () => {
    const says = (message: string, status = 400) =>
      refusedPictures({ status, message, code: '', param: null, isJson: true });
    for (const blind of [
      'This model does not support image input',
      'No endpoints found that support image input',
      'Failed to deserialize the JSON body: messages[1]: unknown variant `image_url`, expected `text`',
      'x is not a multimodal model',
      'image input is not supported - hint: you may need to provide the mmproj',
      "'messages.1' : for 'role:user' the content must be a string",
      'Invalid content type. image_url is only supported by certain models.',
    ])
      expect(says(blind, blind.startsWith('No end') ? 404 : 400), blind).toBe('model');
    for (const bad of [
      'Could not process image',
      'Invalid image data',
      'Unsupported image format: image/gif',
      'The image is too large',
      'At most 1 image(s) may be provided in one request.',
    ])
      expect(says(bad), bad).toBe('picture');
    for (const else_ of ["Unsupported parameter: 'max_tokens'", "This model's maximum context length is 2000 tokens."])
      expect(says(else_), else_).toBeNull();
    expect(says('Image not supported', 401)).toBeNull();
  });
});
