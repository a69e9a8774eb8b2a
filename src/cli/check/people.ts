import { abilitiesOf } from '../../chatwoot/versions/abilities.ts';
import { systemClock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { isOpen } from '../../hours.ts';
import { openCable } from '../../listen/cable/cable.ts';
import { WAITING_LABEL } from '../../settings/people.ts';
import { doorIn } from '../connect/public-address.ts';
import type { CheckWords } from '../words/words.ts';
import { abilitiesLine } from './abilities.ts';
import type { Line } from './line.ts';
import { checkBotToken, checkUserToken, type Seen } from './tokens.ts';

/** Chatwoot welcomes at once; a proxy that does not pass sockets on never does. Milliseconds. */
const WELCOME_MS = 5_000;

/** How people in Chatwoot are heard and shown: tokens, what they allow, door, notes, cable, label. */
export async function* checkPeople(
  settings: Settings,
  version: string | null,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): AsyncGenerator<Line> {
  const { listen, tokens } = settings;
  const cable = cableLine(settings, words);
  const botToken = checkBotToken(settings, fetch, words);
  for (const part of [cable, botToken]) part.catch(() => undefined);
  const { line, seen } = await checkUserToken(settings, fetch, words);
  const bot = await botToken;
  yield bot;
  yield line;
  // A token that is wrong allows nothing.
  const has = {
    accountId: tokens.accountId !== null,
    botToken: tokens.bot !== null && bot.state !== 'wrong',
    userToken: tokens.user !== null && line.state !== 'wrong',
  };
  yield abilitiesLine(version, has, words);
  yield doorLine(settings, version, seen, words);
  const byWebhook = listen.webhookSecret !== null;
  yield byWebhook || tokens.user !== null
    ? { name: 'notes', state: 'ok', detail: byWebhook ? words.notesByWebhook : words.notesBySweep }
    : { name: 'notes', state: 'off', detail: words.notesUnheard, fix: words.notesFix };
  yield await cable;
  yield assigningLine(settings, seen, words);
  yield labelLine(settings, seen, words);
}

/** Hours and time zone. Needs nobody outside. */
export function hoursLine({ handoff }: Settings, isZoneSet: boolean, words: CheckWords): Line {
  const name = 'hours';
  const { hours, timeZone } = handoff;
  if (hours === null) return { name, state: 'off', detail: words.hoursNone };
  const now = systemClock.now();
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now);
  const detail = words.hoursNow(isOpen(hours, timeZone, now), clock, timeZone);
  if (isZoneSet) return { name, state: 'ok', detail };
  return { name, state: 'warning', detail, fix: words.hoursFix };
}

/** Whether Chatwoot may post here, and where: shown also where Chatwoot cannot be asked. */
export function doorLine({ listen }: Settings, version: string | null, seen: Seen | null, words: CheckWords): Line {
  const name = 'door';
  const { webhookSecret: secret, signingSecrets } = listen;
  if (secret === null) return { name, state: 'off', detail: words.doorShut, fix: words.doorShutFix };
  const address = `https://<${words.yourHost}>/webhooks/chatwoot/${secret}`;
  const line = (state: Line['state'], detail: string, fix?: string): Line => ({
    name,
    state,
    detail,
    ...(fix === undefined ? {} : { fix }),
    address,
  });
  const { signedInboxWebhook, signedAccountWebhook } = abilitiesOf(version, {
    accountId: false,
    botToken: false,
    userToken: false,
  });
  const isSigned = signingSecrets.length > 0;
  if (isSigned && version !== null && !signedInboxWebhook)
    return line(signedAccountWebhook ? 'warning' : 'wrong', words.doorRefuses(version), words.doorRefusesFix);
  if (seen?.inbox && doorIn(seen.inbox.webhook_url)?.secret !== secret)
    return line('warning', words.doorUncalled(seen.inbox.webhook_url ? 'elsewhere' : 'nowhere'), words.doorUncalledFix);
  if (!isSigned && (version === null || signedInboxWebhook))
    return line('warning', words.doorUnsigned, words.doorUnsignedFix);
  return line('ok', isSigned ? words.doorSigned : words.doorOpen);
}

async function cableLine({ chatwoot, listen }: Settings, words: CheckWords): Promise<Line> {
  const name = 'cable';
  const hasDoor = listen.webhookSecret !== null;
  if (!listen.cable) {
    if (hasDoor || listen.sweepsPerMinute > 0)
      return { name, state: 'off', detail: hasDoor ? words.cableOff : words.cableOffSlow };
    return { name, state: 'wrong', detail: words.nobodyHears, fix: words.nobodyHearsFix };
  }
  const began = systemClock.now();
  const welcomed = await welcome(chatwoot.url);
  if (welcomed) return { name, state: 'ok', detail: words.cableOn(systemClock.now() - began) };
  return {
    name,
    state: hasDoor ? 'warning' : 'wrong',
    detail: words.cableSilent(WELCOME_MS / 1000),
    fix: words.cableFix,
  };
}

function welcome(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (heard: boolean) => {
      clearTimeout(timer);
      cable.close();
      resolve(heard);
    };
    const timer = setTimeout(() => end(false), WELCOME_MS);
    const cable = openCable({ url, onEvent: () => undefined, onState: (state) => state === 'on' && end(true) });
  });
}

/** Who is taken to have assigned a conversation. */
function assigningLine({ handoff }: Settings, seen: Seen | null, words: CheckWords): Line {
  const name = 'assigning';
  const byItself = seen?.inbox?.enable_auto_assignment ?? null;
  const detail = words.assigning(handoff.onAssign, byItself);
  if (handoff.onAssign === 'always' && byItself) return { name, state: 'warning', detail, fix: words.assigningFix };
  return { name, state: handoff.onAssign === 'never' || byItself === null ? 'off' : 'ok', detail };
}

function labelLine({ handoff, tokens }: Settings, seen: Seen | null, words: CheckWords): Line {
  const name = 'label';
  const reminds = handoff.remindMinutes > 0 && tokens.bot !== null;
  const wanted = [handoff.label, ...(reminds ? [WAITING_LABEL] : [])];
  if (seen === null) return { name, state: 'off', detail: words.labelUnseen(wanted, tokens.user !== null) };
  const missing = wanted.filter((label) => !seen.labels.some(({ title }) => title.toLowerCase() === label));
  if (missing.length === 0) return { name, state: 'ok', detail: words.labelThere(wanted) };
  return { name, state: 'warning', detail: words.labelMissing(missing), fix: words.labelFix(missing) };
}
