import type { Settings } from '../../config.ts';
import { aboutProvider } from '../../providers/known.ts';
import { newestEvents } from '../../store/console/heard.ts';
import type { Db } from '../../store/tables.ts';
import type { ChannelShown } from './shapes.ts';

/** What must be known of a channel here. */
export interface SetUpChannel {
  name: string;
  settings: Settings;
  parked: { reason: string; fix: string } | null;
  cable: 'on' | 'deaf' | 'off';
  webhookSecret: string;
}

export async function shownChannels(db: Db, channels: readonly SetUpChannel[]): Promise<ChannelShown[]> {
  const events = await newestEvents(db);
  return channels.map(({ name, settings, parked, cable }) => {
    const { chatwoot, whatsapp, listen, bot } = settings;
    const about = aboutProvider(whatsapp.provider);
    const heardFrom = (side: string): number | null => {
      const of = events.filter(({ channel, source }) => [name, ''].includes(channel) && source.startsWith(side));
      return of.length === 0 ? null : Math.max(...of.map(({ at }) => at));
    };
    return {
      ...{ channel: name, provider: about.words.name, whatsapp: about.callsTo(whatsapp.values) },
      chatwoot: chatwoot.enabled ? new URL(chatwoot.url).host : null,
      inbox: chatwoot.enabled ? `…${chatwoot.inboxId.slice(-4)}` : null,
      ...{ dryRun: chatwoot.dryRun, bots: bot.chain, cable, door: listen.webhookSecret !== null, parked },
      heard: { whatsapp: heardFrom('whatsapp'), chatwoot: heardFrom('chatwoot') },
    };
  });
}

/** The paths that are to be set at the other sides. Whole, so that only who may operate is given them. */
export const addressesOf = ({ name, settings, webhookSecret }: SetUpChannel) => ({
  channel: name,
  whatsapp: `/webhooks/whatsapp/${webhookSecret}`,
  chatwoot: settings.listen.webhookSecret === null ? null : `/webhooks/chatwoot/${settings.listen.webhookSecret}`,
});
