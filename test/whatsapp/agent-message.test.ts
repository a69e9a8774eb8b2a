import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeAgentMessage, withMedia, type AgentPart } from '../../src/whatsapp/agent-message.ts';
import { mediaPart } from '../../src/whatsapp/media-part.ts';
import type { MediaAs, MediaPlan, RefusedMedia } from '../../src/whatsapp/outgoing-media.ts';

const plan = (as: MediaAs, filename = `${as}.x`): MediaPlan => ({ as, mime: 'text/plain', filename });
const refused: RefusedMedia = { refused: 'too large', fix: 'Send a smaller one.' };

/** A short form of parts: `"text"`, `0:image(caption)`. */
const short = (parts: AgentPart[]) =>
  parts.map((part) => {
    if (part.upload !== null) {
      const { as, caption } = part.media;
      return `${part.upload}:${as}${caption === undefined ? '' : `(${caption})`}`;
    }
    return part.part.type === 'text' ? JSON.stringify(part.part.text.body) : part.part.type;
  });

test.each<[string, string, (MediaPlan | RefusedMedia)[], string[]]>([
  ['text alone', 'Hola', [], ['"Hola"']],
  ['nothing', ' \u200b', [], []],
  ['one file', '', [plan('image')], ['0:image']],
  ['a file with its caption', ' Mirá \n', [plan('image')], ['0:image(Mirá)']],
  [
    'several: the caption stands under the first',
    'Dos',
    [plan('video'), plan('document')],
    ['0:video(Dos)', '1:document'],
  ],
  [
    'sound carries no caption: the text goes first',
    'Escuchá',
    [plan('audio'), plan('image')],
    ['"Escuchá"', '0:audio', '1:image'],
  ],
  ['nor does a sticker', 'Ja', [plan('sticker')], ['"Ja"', '0:sticker']],
  ['a refused one is passed over, the others keep their places', 'Va', [refused, plan('image')], ['1:image(Va)']],
  ['with nothing left but the text', 'Va', [refused], ['"Va"']],
])('%s', (_, text, attachments, wanted) => {
  expect(short(composeAgentMessage({ text, attachments }))).toEqual(wanted);
});

test('a caption has at most 1,024 units; the rest follows it, before the other files', () => {
  const text = `${'a'.repeat(1020)} ${'b'.repeat(5000)}`;
  const parts = composeAgentMessage({ text, attachments: [plan('image'), plan('image')] });
  expect(short(parts)).toEqual([
    `0:image(${'a'.repeat(1020)})`,
    JSON.stringify('b'.repeat(4095)),
    JSON.stringify('b'.repeat(905)),
    '1:image',
  ]);
});

test('only the first part quotes, be it text or file', () => {
  const quoted = (text: string, as: MediaAs) =>
    composeAgentMessage({ text, attachments: [plan(as), plan(as)], quoteWamid: 'wamid.A' }).map((part) =>
      part.upload === null ? part.part.context?.message_id : withMedia(part, '1').context?.message_id,
    );
  expect(quoted('x', 'image')).toEqual(['wamid.A', undefined]);
  expect(quoted('x', 'audio')).toEqual(['wamid.A', undefined, undefined]);
});

test('bodies of the Cloud API', () => {
  const file = { id: '1400', filename: 'a.pdf', caption: 'c' };
  expect(mediaPart({ ...file, as: 'image' })).toEqual({ type: 'image', image: { id: '1400', caption: 'c' } });
  expect(mediaPart({ ...file, as: 'video' })).toEqual({ type: 'video', video: { id: '1400', caption: 'c' } });
  expect(mediaPart({ ...file, as: 'document' }, 'wamid.A')).toEqual({
    context: { message_id: 'wamid.A' },
    type: 'document',
    document: { id: '1400', caption: 'c', filename: 'a.pdf' },
  });
  expect(mediaPart({ ...file, as: 'audio', voice: true }, null)).toEqual({
    type: 'audio',
    audio: { id: '1400', voice: true },
  });
  expect(mediaPart({ id: '1', filename: 'a.mp3', as: 'audio' })).toEqual({ type: 'audio', audio: { id: '1' } });
  expect(mediaPart({ ...file, as: 'sticker' })).toEqual({ type: 'sticker', sticker: { id: '1400' } });
});

test('a voice message stays one, from plan to body', () => {
  const [part] = composeAgentMessage({ text: '', attachments: [{ ...plan('audio'), voice: true }] });
  if (part?.upload !== 0) throw new Error('no file');
  expect(withMedia(part, '7')).toEqual({ type: 'audio', audio: { id: '7', voice: true } });
});

test('whatever is written: every file once and in order, every word, all within the limits', () => {
  const attachment = fc.oneof(
    fc.constantFrom<MediaAs>('image', 'video', 'audio', 'sticker', 'document').map((as) => plan(as)),
    fc.constant(refused),
  );
  const words = fc.array(fc.stringMatching(/^[a-z]{1,300}$/), { maxLength: 60 });
  fc.assert(
    fc.property(words, fc.array(attachment, { maxLength: 5 }), (list, attachments) => {
      const parts = composeAgentMessage({ text: list.join(' '), attachments });
      const uploads = parts.flatMap(({ upload }) => (upload === null ? [] : [upload]));
      expect(uploads).toEqual(attachments.flatMap((one, index) => ('refused' in one ? [] : [index])));
      const texts = parts.map((part) =>
        part.upload !== null ? (part.media.caption ?? '') : part.part.type === 'text' ? part.part.text.body : '?',
      );
      expect(texts.join(' ').replace(/\s+/g, ' ').trim()).toBe(list.join(' '));
      for (const part of parts)
        if (part.upload !== null) expect(part.media.caption?.length ?? 0).toBeLessThanOrEqual(1024);
    }),
  );
});
