import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planMedia } from '../../../../src/whatsapp/files/outgoing-media.ts';
import { samplesOf } from '../../../../src/whatsapp/files/voice/ogg.ts';
import { asVoice, looksLikeWebm } from '../../../../src/whatsapp/files/voice/repackage.ts';
import { readWebmOpus } from '../../../../src/whatsapp/files/voice/webm.ts';
import { openBrowser } from '../../../web/browser.ts';

/** 1.5 s of a tone at 440 Hz, as Chromium's own recorder wrote it. */
const recording = (name: 'mono' | 'stereo'): Buffer =>
  readFileSync(new URL(`../../../fixtures/recordings/${name}.webm`, import.meta.url));

let browser: Browser;
let server: Server;
beforeAll(async () => {
  browser = await openBrowser();
  server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>.</p>')).listen(0);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** Run by the browser. */
const listen = `async (given) => {
  const sound = await new AudioContext({ sampleRate: 48000 }).decodeAudioData(new Uint8Array(given).buffer);
  const wave = sound.getChannelData(0).slice(24000, 48000);
  const crossings = wave.filter((value, at) => at > 0 && wave[at - 1] < 0 && value >= 0).length;
  return { seconds: sound.duration, channels: sound.numberOfChannels, hertz: crossings * 2 };
}`;

/** What a player makes of a file: seconds, channels, and the pitch of what sounds in the middle of it. */
async function played(bytes: Uint8Array): Promise<{ seconds: number; channels: number; hertz: number }> {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  return await page.evaluate(`(${listen})(${JSON.stringify([...bytes])})`);
}

test.each(['mono', 'stereo'] as const)(
  '%s: the same sound, in the wrapping of a voice message',
  async (name) => {
    const webm = recording(name);
    expect(looksLikeWebm(webm)).toBe(true);
    const ogg = asVoice(webm);
    if (ogg === null) throw new Error('not repackaged');
    const before = await played(webm);
    const after = await played(ogg);
    expect(before.hertz).toBeGreaterThan(430);
    expect(Math.abs(after.hertz - before.hertz)).toBeLessThanOrEqual(2);
    expect(Math.abs(after.seconds - before.seconds)).toBeLessThan(0.05);
    expect(after.channels).toBe(1);
    // The product's own look at a file takes it for what it is.
    expect(await planMedia({ mime: 'audio/webm', filename: 'nota.webm', size: ogg.length, bytes: ogg })).toMatchObject({
      as: 'audio',
      voice: true,
      mime: 'audio/ogg',
    });
  },
  30_000,
);

test('every page is whole: its length, its number and its checksum; the time never goes back; the last one says so', () => {
  const long = { ...readWebmOpus(recording('mono'))! };
  const ogg = asVoice(
    webmOf(
      long.head,
      Array.from({ length: 300 }, (_, n) => long.packets[n % 20]!),
    ),
  )!;
  const pages = pagesOf(ogg);
  expect(pages.map(({ number }) => number)).toEqual(pages.map((_, n) => n));
  expect(pages.map(({ flags }) => flags)).toEqual([2, 0, ...Array<number>(pages.length - 3).fill(0), 4]);
  for (const { crc, counted } of pages) expect(crc).toBe(counted);
  const times = pages.map(({ samples }) => samples);
  expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
  const packets = Array.from({ length: 300 }, (_, n) => long.packets[n % 20]!);
  expect(Number(times.at(-1))).toBe(packets.reduce((sum, packet) => sum + samplesOf(packet), 0));
});

test.each([
  [[0x00], 480],
  [[0x18], 2880],
  [[0x08], 960],
  [[0x68], 960],
  [[0x80], 120],
  [[0xfc], 960],
  [[0xfd], 1920],
  [[0xfe], 1920],
  [[0xff, 0x83], 2880],
])('a packet that begins with %j sounds for %i samples', (packet, samples) => {
  expect(samplesOf(Uint8Array.from(packet))).toBe(samples);
});

test('a packet of many bytes is laced, also one whose length is a multiple of 255', () => {
  const { head } = readWebmOpus(recording('mono'))!;
  for (const length of [254, 255, 256, 510, 1275]) {
    const ogg = asVoice(webmOf(head, [new Uint8Array(length).fill(0x08)]))!;
    expect(pagesOf(ogg)).toHaveLength(3);
    expect(pagesOf(ogg)[2]?.body).toBe(length);
  }
});

test('a film, another codec, something broken: left as it is', () => {
  const { head, packets } = readWebmOpus(recording('mono'))!;
  const whole = webmOf(head, packets);
  expect(asVoice(whole)).not.toBeNull();
  expect(asVoice(webmOf(head, packets, { type: 1 }))).toBeNull();
  expect(asVoice(webmOf(head, packets, { codec: 'A_VORBIS' }))).toBeNull();
  expect(
    asVoice(
      webmOf(
        head.map((byte, at) => (at === 18 ? 1 : byte)),
        packets,
      ),
    ),
  ).toBeNull();
  expect(asVoice(webmOf(head, []))).toBeNull();
  expect(asVoice(webmOf(head, packets, { flags: 0x82 }))).toBeNull();
  expect(asVoice(new Uint8Array(0))).toBeNull();
  expect(asVoice(Buffer.from('RIFF....WAVE'))).toBeNull();
});

test('whatever is cut off or changed: never a throw, never without end', () => {
  const webm = recording('stereo');
  for (let end = 0; end < webm.length; end += 7) asVoice(webm.subarray(0, end));
  for (let at = 0; at < webm.length; at += 3) {
    const changed = Buffer.from(webm);
    changed[at] = 255 - (changed[at] ?? 0);
    asVoice(changed);
  }
  const cut = asVoice(webm.subarray(0, 3_000));
  expect(cut && pagesOf(cut).at(-1)?.flags).toBe(4);
});

const element = (id: number[], data: Uint8Array): Buffer => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(data.length));
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id), size, data]);
};

/** As other programs write it: sizes told, blocks in groups. */
function webmOf(
  head: Uint8Array,
  packets: Uint8Array[],
  { type = 2, codec = 'A_OPUS', flags = 0x80 } = {},
): Uint8Array {
  const track = element(
    [0xae],
    Buffer.concat([
      element([0x83], Uint8Array.of(type)),
      element([0x86], Buffer.from(codec)),
      element([0x63, 0xa2], head),
    ]),
  );
  const blocks = packets.map((packet) =>
    element([0xa0], element([0xa1], Buffer.concat([Uint8Array.of(0x81, 0, 0, flags), packet]))),
  );
  return Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(3)),
    element(
      [0x18, 0x53, 0x80, 0x67],
      Buffer.concat([
        element([0x16, 0x54, 0xae, 0x6b], track),
        element([0x1f, 0x43, 0xb6, 0x75], Buffer.concat(blocks)),
      ]),
    ),
  ]);
}

/** Read by another hand than the one that wrote it, and with a checksum made bit by bit. */
function pagesOf(ogg: Uint8Array) {
  const bytes = Buffer.from(ogg);
  const pages = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
    const segments = bytes[at + 26] ?? 0;
    const body = bytes.subarray(at + 27, at + 27 + segments).reduce((sum, length) => sum + length, 0);
    const whole = Buffer.from(bytes.subarray(at, at + 27 + segments + body));
    const crc = whole.readUInt32LE(22);
    whole.writeUInt32LE(0, 22);
    let counted = 0n;
    for (const byte of whole) {
      counted ^= BigInt(byte) << 24n;
      for (let bit = 0; bit < 8; bit++)
        counted = counted & 0x80000000n ? (counted << 1n) ^ 0x104c11db7n : counted << 1n;
    }
    pages.push({
      flags: whole[5],
      samples: whole.readBigInt64LE(6),
      number: whole.readUInt32LE(18),
      crc,
      counted: Number(counted),
      body,
    });
    at += whole.length;
  }
  return pages;
}
