import { expect, test } from 'vitest';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { mediaVerdict as verdictAt } from '../../../src/whatsapp/failures/media-failure.ts';
import { MediaFault } from '../../../src/whatsapp/failures/media-fault.ts';
import { words360 } from '../../providers/open.ts';

const mediaVerdict = (error: unknown, attempt: number) => verdictAt(error, attempt, words360);

const refused = (status: number, code: number | null = null, more: { message?: string; retryAfter?: number } = {}) =>
  new Refused(more.message ?? 'no', { status, code, retryAfter: more.retryAfter ?? null });

/** How often something is tried until it is given up. */
function triesOf(error: unknown): number {
  for (let attempt = 1; attempt < 100; attempt++) if (mediaVerdict(error, attempt).do === 'give_up') return attempt;
  throw new Error('never given up');
}

test.each<[string, unknown, number, RegExp]>([
  ['gone', refused(404), 1, /no longer available.*7 days/],
  ['gone for good', refused(410), 1, /no longer available/],
  ['no such object, as Meta says it', refused(400, 100), 1, /no longer available/],
  ['too large', new MediaFault('too_large', 'the file is larger than 100 MB'), 1, /larger than 100 MB/],
  ['a foreign host', new MediaFault('foreign_host', 'a host that is not of WhatsApp'), 1, /host/],
  ['damaged', new MediaFault('damaged', 'the file is damaged'), 2, /damaged/],
  ['a wrong key', refused(401), 4, /no/],
  ['forbidden', refused(403), 4, /no/],
  ['an answer without an address', refused(200), 4, /no/],
  ['a fault of ours', new Error('odd'), 4, /odd/],
  ['a limit', refused(429), 8, /no/],
  ['a limit as 400', refused(400, null, { message: 'endpoint rate limit exceeded' }), 8, /rate limit/],
  ["WhatsApp's own limit", refused(400, 130429), 8, /no/],
  ['a fault there', refused(500), 8, /no/],
  ['no answer', new Unreachable('silence', { unclear: true }), 8, /silence/],
  ['a redirect', refused(302), 1, /no/],
  ['any other', refused(400), 1, /no/],
])('%s', (_, error, tries, reason) => {
  expect(triesOf(error)).toBe(tries);
  const end = mediaVerdict(error, tries);
  expect(end).toMatchObject({ do: 'give_up', reason: expect.stringMatching(reason) as string });
  expect(end.do === 'give_up' && end.fix).not.toBe('');
});

test('waits grow to a quarter of an hour; one that is named wins, up to an hour', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => mediaVerdict(refused(500), attempt));
  expect(waits).toMatchObject([5, 20, 80, 320, 900, 900, 900].map((s) => ({ do: 'doubt', afterMs: s * 1000 })));
  expect(mediaVerdict(refused(429, null, { retryAfter: 7 }), 3)).toEqual({ do: 'retry', afterMs: 7000 });
  expect(mediaVerdict(refused(429, null, { retryAfter: 86_400 }), 3)).toEqual({ do: 'retry', afterMs: 3_600_000 });
});
