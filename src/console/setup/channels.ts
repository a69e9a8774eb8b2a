import type { Settings } from '../../config.ts';
import { aboutProvider } from '../../providers/known.ts';
import { sql } from '../../store/sql.ts';
import type { Db } from '../../store/tables.ts';

/** What must be known of a channel here. */
export interface SetUpChannel {
  name: string;
  settings: Settings;
  parked: { reason: string; fix: string } | null;
  cable: 'on' | 'deaf' | 'off';
  webhookSecret: string;
}

/** A channel with how it is set up: nothing in it lets anybody in. */
export interface ChannelShown {
  channel: string;
  provider: string;
  /** The host of its calls; null: WhatsApp is off. */
  whatsapp: string | null;
  /** The host of its Chatwoot, null: off; and the end of the inbox's identifier. */
  chatwoot: string | null;
  inbox: string | null;
  dryRun: boolean;
  bots: readonly string[];
  cable: SetUpChannel['cable'];
  door: boolean;
  parked: SetUpChannel['parked'];
  /** When each side last told something. Milliseconds since 1970; null: not among the newest that are kept. */
  heard: { whatsapp: number | null; chatwoot: number | null };
}

/** The newest events that are looked at. */
const NEWEST = 2_000;

export async function shownChannels(db: Db, channels: readonly SetUpChannel[]): Promise<ChannelShown[]> {
  const { rows } = await sql<{ channel_id: string; source: string; at: number }>`select channel_id, source,
      max(received_at) as at from (select channel_id, source, received_at from events order by id desc limit ${NEWEST}) newest
    group by channel_id, source`.execute(db);
  return channels.map(({ name, settings, parked, cable }) => {
    const { chatwoot, whatsapp, listen, bot } = settings;
    const about = aboutProvider(whatsapp.provider);
    const heardFrom = (side: string): number | null => {
      const of = rows.filter(({ channel_id: id, source }) => (id === name || id === '') && source.startsWith(side));
      return of.length === 0 ? null : Math.max(...of.map(({ at }) => Number(at)));
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
