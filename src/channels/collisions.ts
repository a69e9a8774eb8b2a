import { aboutProvider } from '../providers/known.ts';
import type { SettingName } from '../settings/schema.ts';
import type { ChannelSettings } from '../settings/settings.ts';

/** What two channels must not both have. */
export interface Collision {
  /** The later of the two in the file. */
  channel: string;
  setting: SettingName;
  rule: string;
  fix: string;
}

/** What is right in each channel and yet cannot work in two of them. */
export function collisions(channels: readonly ChannelSettings[]): Collision[] {
  return [
    ...twice(channels, numberOf, (other) => ({
      rule: `a number of its own; this is the one of ${other}`,
      fix: 'One WhatsApp number is one channel: take it out of one of the two.',
    })),
    ...twice(channels, inboxOf, (other) => ({
      rule: `an inbox of its own; this is the one of ${other}`,
      fix: 'Make an API inbox for each channel (Settings → Inboxes → Add Inbox): the same person at two numbers is two conversations.',
    })),
    ...elsewhere(channels),
    ...twice(channels, addressOf, (other) => ({
      rule: `a secret of its own; this is the one of ${other}`,
      fix: 'The secret at the end of the webhook address tells whose number it is: name another one, or none, then one is made.',
    })),
  ];
}

/** An inbox's number tells whose a webhook of Chatwoot is, and repeats from one Chatwoot to the next. */
function elsewhere(channels: readonly ChannelSettings[]): Collision[] {
  const first = new Map<string, ChannelSettings>();
  return channels.flatMap((one) => {
    const { webhookSecret } = one.listen;
    if (webhookSecret === null || !one.chatwoot.enabled) return [];
    const other = first.get(webhookSecret) ?? one;
    first.set(webhookSecret, other);
    if (other.chatwoot.url === one.chatwoot.url) return [];
    return [
      {
        channel: one.channel,
        setting: 'CHATWOOT_WEBHOOK_SECRET' as const,
        rule: `a secret of its own for each Chatwoot; this is the one of ${other.channel}, which has another`,
        fix: 'Set another one for the channels at this Chatwoot: what it posts must not be taken for news of the other.',
      },
    ];
  });
}

type Has = { value: string; setting: SettingName } | null;

function twice(
  channels: readonly ChannelSettings[],
  of: (channel: ChannelSettings) => Has,
  say: (other: string) => Pick<Collision, 'rule' | 'fix'>,
): Collision[] {
  const first = new Map<string, string>();
  return channels.flatMap((one) => {
    const has = of(one);
    if (has === null) return [];
    const other = first.get(has.value);
    if (other !== undefined) return [{ channel: one.channel, setting: has.setting, ...say(other) }];
    first.set(has.value, one.channel);
    return [];
  });
}

/** By Meta's id of it, else by the key that opens it. */
function numberOf({ whatsapp: { provider, values } }: ChannelSettings): Has {
  const about = aboutProvider(provider);
  const all = Object.entries(values) as [SettingName, unknown][];
  const own = about.ownNumberId(values);
  const found = all.find(([name, value]) => (own === null ? name === about.words.key : value === own));
  if (!found || typeof found[1] !== 'string') return null;
  return { value: `${provider} ${found[1]}`, setting: found[0] };
}

const inboxOf = ({ chatwoot: { enabled, url, inboxId } }: ChannelSettings): Has =>
  enabled ? { value: `${url} ${inboxId}`, setting: 'CHATWOOT_INBOX_ID' } : null;

/** Where the body does not tell whose number it is, the address does. */
function addressOf({ whatsapp: { provider, values, webhookSecret } }: ChannelSettings): Has {
  if (webhookSecret === null || aboutProvider(provider).ownNumberId(values) !== null) return null;
  return { value: webhookSecret, setting: 'WHATSAPP_WEBHOOK_SECRET' };
}
