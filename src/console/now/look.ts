import { Days, startOfDay } from '../../audit/days.ts';
import { lastAudits } from '../../audit/result.ts';
import { aboutProvider } from '../../providers/known.ts';
import { nothingWaits, type ChannelBacklog } from '../../store/channel-backlog.ts';
import { lastActive, newestEvents } from '../../store/console/heard.ts';
import { waitingByChannel } from '../../store/console/waiting.ts';
import type { ConsoleChannel, ConsoleContext } from '../context.ts';
import type { Said } from '../tools.ts';
import type { ChannelNow, Now, Trouble } from './shapes.ts';
import { dayOf, HOUR, hourOf, type Volume } from './volume.ts';

/** Work that waits longer shows that something does not go on. */
const OLD_MS = 300_000;

/** All channels, as they stand. */
export async function lookNow({ store, clock, channels }: ConsoleContext, volume: Volume): Promise<Now> {
  const { db } = store;
  const at = clock.now();
  const all = channels();
  const waiting = await waitingByChannel(db, at);
  const events = await newestEvents(db);
  const audits =
    all.length === 0
      ? []
      : await lastAudits(
          db,
          all.map(({ name }) => name),
        );
  /** Of content that tells whose it is the channel is not written with the event. */
  const heardAt = (source: string, name: string) => {
    const own = events.filter((event) => event.source === source && (event.channel === name || event.channel === ''));
    return own.length === 0 ? null : Math.max(...own.map((event) => event.at));
  };
  const found: ChannelNow[] = [];
  for (const channel of all) {
    const { name, settings } = channel;
    const waits = waiting.get(name) ?? nothingWaits();
    const dayStart = startOfDay(settings.handoff.timeZone, at);
    // So many whole hours back that the day begins with one of them.
    const first = dayStart - HOUR * Math.ceil((dayStart - (at - 23 * HOUR)) / HOUR);
    const hours = await volume.hours(name, first);
    const troubles = troublesOf(channel, waits);
    const audit = audits.find((one) => one.channel === name);
    const written = await lastActive(db, name);
    found.push({
      name,
      state: channel.parked ? 'parked' : troubles.length > 0 ? 'degraded' : 'ok',
      troubles,
      whatsapp: {
        on: aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) !== null,
        heardAt: latest(heardAt('whatsapp', name), written),
      },
      chatwoot: {
        on: settings.chatwoot.enabled,
        heardAt: heardAt('chatwoot', name),
        cable: channel.cable,
        webhook: settings.listen.webhookSecret !== null,
      },
      ...{ waiting: waits.waiting, oldestMs: waits.oldestMs, unread: waits.unread, problems: waits.problems },
      day: new Days(settings.handoff.timeZone).nameOf(at),
      today: dayOf(hours.filter((hour) => hour.at >= dayStart).map(({ kept }) => kept)),
      hours: hours.map((hour) => hourOf(hour.at, hour.kept)),
      audit: audit ? { at: audit.at, missing: Object.values(audit.gaps).reduce((sum, some) => sum + some, 0) } : null,
    });
  }
  return { at, channels: found };
}

/** The same in the language of whoever looks: the look is everybody's, whatever they read. */
export const inWords = ({ at, channels }: Now, said: Said): Now => ({
  at,
  channels: channels.map((channel) => ({
    ...channel,
    troubles: channel.troubles.map((one) =>
      'reason' in one ? { ...one, reason: said(one.reason), fix: said(one.fix) } : one,
    ),
  })),
});

function troublesOf(channel: ConsoleChannel, { oldestMs }: ChannelBacklog): Trouble[] {
  if (channel.parked) return [{ code: 'parked', ...channel.parked }];
  const rests = channel.targets.flatMap(({ name, rest }): Trouble[] =>
    rest === null ? [] : [{ code: 'rest', target: name, until: rest.until, reason: rest.reason, fix: rest.fix }],
  );
  return [
    ...rests,
    ...(channel.cable === 'deaf' ? [{ code: 'deaf' as const }] : []),
    ...(oldestMs > OLD_MS ? [{ code: 'old' as const, ms: oldestMs }] : []),
  ];
}

const latest = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other);
