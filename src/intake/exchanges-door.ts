import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { readTraceparent } from '../wire/trace-parent.ts';
import { onlyWithToken } from './api-access.ts';
import { channelNamed, type ApiChannel } from './api-channels.ts';
import { addExchanges, type Added, type AddOptions, type Request } from './exchange-add.ts';
import { readExchanges, WrongExchange, type Exchange } from './exchange-input.ts';
import { outcomesOf, waitForOutcomes } from './exchange-outcome.ts';
import type { FieldFault } from '../wire/field-faults.ts';

export interface ExchangesDoorOptions extends Pick<AddOptions, 'newId'> {
  channels: () => readonly ApiChannel[];
  store: Store;
  clock: Clock;
  log: Log;
  /** `API_TOKEN`. */
  token: string | null;
  /** `HOST`, the address listened on. */
  host: string;
  /** Aborted at a clean stop: who waits is answered with what is known. */
  stopping: AbortSignal;
}

const MOST_BYTES = 1024 * 1024;
const KEY_MAX = 255;
const WAIT_MAX = 120;

/**
 * `POST /api/exchanges` and `GET /api/exchanges/{id}`: "this person said X, my bot said Y", from any program.
 *
 * Needs `Authorization: Bearer API_TOKEN`. Without API_TOKEN the door is open to programs of this machine only: HOST must be a
 * loopback address (the settings refuse another one without a token), and the request must name one too, so that neither a web page
 * under a foreign name nor a proxy in front lets strangers in. See `onlyWithToken`.
 *
 * 202 with ids once all is on the disk; 200 with the outcomes where `?wait=SECONDS` saw them settle. 400 not JSON, 401, 409 a key used
 * for another body, 413 over 1 MB, 415, 422 with each field at fault, 503 where it could not be kept.
 */
export function exchangesDoor(options: ExchangesDoorOptions): Hono {
  const door = new Hono();
  // The rest of the body is not read: the connection cannot be used for another request.
  const tooLarge = (c: Context) =>
    c.json({ error: 'the body is larger than 1 MB: send fewer exchanges at once' }, 413, { connection: 'close' });
  door.use('/api/exchanges/*', onlyWithToken(options));
  door.post('/api/exchanges', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), (c) => take(c, options));
  door.get('/api/exchanges/:id', async (c) => {
    const [outcome] = await outcomesOf(options.store, [c.req.param('id')]);
    return outcome ? c.json(outcome) : c.json({ error: 'no exchange has this id, or it is no longer kept' }, 404);
  });
  return door;
}

async function take(c: Context, options: ExchangesDoorOptions): Promise<Response> {
  const { log, clock, store } = options;
  const body = readJson(await c.req.arrayBuffer());
  if (!body.ok) return c.json({ error: body.why }, 400);
  const key = c.req.header('idempotency-key') ?? null;
  const faults: FieldFault[] = [];
  if (key !== null && (key === '' || key.length > KEY_MAX)) {
    faults.push({ path: 'Idempotency-Key', message: `must have 1 to ${KEY_MAX} characters` });
  }
  const wait = waitSeconds(c.req.query('wait'));
  if (wait === null) faults.push({ path: 'wait', message: `must be a number of seconds from 0 to ${WAIT_MAX}` });
  const exchanges = read(body.value, faults);
  const list = Array.isArray(body.value);
  const channels = exchanges && channelsOf(exchanges, list, options.channels(), faults);
  if (exchanges === null || channels === null || wait === null || faults.length > 0) {
    return c.json({ error: 'something in the request is wrong; see fields', fields: faults }, 422);
  }

  const into = channels.map(({ name, digest }) => ({ channelId: name, register: digest.register }));
  const traceparent = readTraceparent(c.req.header('traceparent'));
  const request: Request = { exchanges, into, list, key, traceparent };
  let added: Added;
  try {
    added = await addExchanges(store, request, { ...options, now: clock.now() });
  } catch (error) {
    log.error({ door: 'exchanges', reason: reasonOf(error) }, 'an exchange could not be kept and was answered 503');
    return c.json({ error: 'could not be stored, send it again' }, 503);
  }
  if (added.was === 'other') {
    return c.json({ error: 'this Idempotency-Key was used for another body: use a new key for new content' }, 409);
  }
  if (added.was === 'new') {
    exchanges.forEach(({ phone }, index) => {
      const from = maskNumber(phone.waId ?? phone.bsuid ?? '');
      log.info({ exchange: added.ids[index], from, ...(traceparent ? { traceparent } : {}) }, 'exchange received');
    });
    for (const channel of new Set(channels)) channel.onJobs();
  }
  return await answer(c, { ids: added.ids, list: request.list, wait }, options);
}

/** What is said once it is on the disk: the ids, or with `wait` what became of it. */
async function answer(
  c: Context,
  { ids, list, wait }: { ids: string[]; list: boolean; wait: number | undefined },
  { store, clock, stopping }: ExchangesDoorOptions,
): Promise<Response> {
  const signal = AbortSignal.any([c.req.raw.signal, stopping]);
  const known = wait === undefined ? [] : await waitForOutcomes(store, ids, { ms: wait * 1000, clock, signal });
  // A key may outlive its exchange by a moment when both are deleted for their age: the id is all that is left then.
  const answers = ids.map((id, index) => known[index] ?? { id });
  const isSettled = wait !== undefined && known.every((outcome) => outcome && outcome.state !== 'waiting');
  return c.json(list ? answers : answers[0], isSettled ? 200 : 202);
}

/** Whose each exchange is; null where one names none of ours, with the faults. */
function channelsOf(
  exchanges: readonly Exchange[],
  list: boolean,
  channels: readonly ApiChannel[],
  faults: FieldFault[],
): ApiChannel[] | null {
  const found = exchanges.map(({ channel }) => channelNamed(channels, channel));
  for (const [index, one] of found.entries())
    if (typeof one === 'string') faults.push({ path: list ? `${index}.channel` : 'channel', message: one });
  return found.every((one) => typeof one !== 'string') ? found : null;
}

function read(body: unknown, faults: FieldFault[]) {
  try {
    return readExchanges(body);
  } catch (error) {
    if (!(error instanceof WrongExchange)) throw error;
    faults.push(...error.fields);
    return null;
  }
}

/** Undefined where it was not asked for, null where it is none. */
function waitSeconds(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,4}(?:\.\d{1,3})?$/.test(text) && Number(text) <= WAIT_MAX ? Number(text) : null;
}

/** Strictly UTF-8: what another encoding leaves behind would be registered as rubbish, and nobody told. */
function readJson(raw: ArrayBuffer): { ok: true; value: unknown } | { ok: false; why: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return { ok: false, why: 'the body is not UTF-8' };
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, why: 'the body is not JSON' };
  }
}
