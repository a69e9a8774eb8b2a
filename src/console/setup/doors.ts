import { v7 } from 'uuid';
import { z } from 'zod';
import { pause } from '../../clock.ts';
import { aboutProvider } from '../../providers/known.ts';
import { readTypedNumber } from '../../whatsapp/typed-number.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { NotPossible } from '../not-possible.ts';
import { addressesOf, shownChannels } from './channels.ts';
import { CheckRuns } from './check-run.ts';
import { secretsOf } from './secrets.ts';
import { sendTest, testPace } from './test-message.ts';

const checkShape = z.object({ fresh: z.stringbool().default(false) });
const testShape = z.object({ channel: z.string().max(100), number: z.string().max(40) });

/** The first answer waits so long for lines to show. Milliseconds. */
const FIRST_MS = 1_000;

/** Channels as they are set up, the lines of `check`, addresses, and a test message. */
export function setUpDoors(doors: Doors, context: ConsoleContext): void {
  const { store, clock, channels, tools } = context;
  const secrets = () => channels().flatMap(({ settings, webhookSecret }) => secretsOf(settings, webhookSecret));
  const runs = tools === undefined ? null : new CheckRuns({ clock, tools, secrets });
  const mayTest = testPace(clock);

  doors.look('/setup', z.object({}), async ({ said }) => {
    const all = await shownChannels(store.db, channels());
    return {
      checks: runs !== null,
      channels: all.map(({ parked, ...channel }) => ({
        ...channel,
        parked: parked && { reason: said(parked.reason), fix: said(parked.fix) },
      })),
    };
  });

  doors.look('/setup/check', checkShape, async ({ given: { fresh }, lang }) => {
    if (runs === null) throw new NotPossible(503, 'no_checks', 'the checks are not here');
    const state = runs.now(lang, fresh);
    await Promise.race([runs.over(lang), pause(FIRST_MS)]);
    return state;
  });

  doors.act('/setup/addresses', 'address.show', z.object({}), () =>
    Promise.resolve({ about: null, answer: { addresses: channels().map(addressesOf) } }),
  );

  doors.act('/setup/test', 'test.send', testShape, async ({ given, lang, said }) => {
    const channel = channels().find(({ name }) => name === given.channel);
    if (!channel) throw new NotPossible(404, 'unknown', 'there is no such channel');
    const typed = await readTypedNumber(given.number, channel.settings.defaultCountry);
    if (!('digits' in typed)) throw new NotPossible(422, 'number', 'this is no phone number');
    if (aboutProvider(channel.settings.whatsapp.provider).callsTo(channel.settings.whatsapp.values) === null)
      throw new NotPossible(409, 'off', 'WhatsApp is off here');
    if (!mayTest(channel.name)) throw new NotPossible(409, 'soon', 'one was sent a moment ago');
    const result = await sendTest(channel.provider, { number: typed.digits, language: lang, id: v7() });
    const answer = result.sent
      ? result
      : { ...result, reason: said(result.reason), fix: result.fix === null ? null : said(result.fix) };
    return { about: `channel:${channel.name}`, detail: result.sent ? 'sent' : 'not sent', answer };
  });
}
