import type { JSX } from 'preact';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Table } from '../../../parts/show/Table.tsx';
import { Time } from '../../../parts/show/Time.tsx';
import { setUpWords } from '../../words/setup.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './SetUp.module.css';
import type { ChannelShown } from '../../../../src/console/setup/shapes.ts';

/** Every channel with where it is, who answers, and when each side was last heard. */
export function Channels({ channels }: { channels: ChannelShown[] }): JSX.Element {
  const text = setUpWords.value;
  return (
    <section class={css.part}>
      <Table
        caption={text.channels}
        keyOf={({ channel }) => channel}
        rows={channels}
        columns={[
          { name: 'channel', title: text.channel, cell: nameOf },
          {
            name: 'whatsapp',
            title: text.whatsapp,
            cell: ({ provider, whatsapp }) => (whatsapp === null ? text.off : provider),
          },
          { name: 'chatwoot', title: text.chatwoot, cell: chatwootOf },
          { name: 'bot', title: text.bot, cell: ({ bots }) => (bots.length === 0 ? text.noBot : bots.join(', ')) },
          { name: 'agents', title: text.agents, cell: agentsOf },
          { name: 'heard', title: text.lastHeard, cell: heardOf },
        ]}
      />
    </section>
  );
}

function nameOf({ channel, parked }: ChannelShown): JSX.Element {
  return (
    <>
      {channel}{' '}
      {parked && (
        <>
          <Badge tone="bad">{setUpWords.value.parked}</Badge>
          <p class={css.parked}>
            <Told text={parked.reason} begins /> → <Told text={parked.fix} />
          </p>
        </>
      )}
    </>
  );
}

function chatwootOf({ chatwoot, inbox, dryRun }: ChannelShown): string {
  const text = setUpWords.value;
  return chatwoot === null
    ? text.off
    : `${chatwoot}${inbox === null ? '' : ` · ${text.inbox} ${inbox}`}${dryRun ? ` (${text.dryRun})` : ''}`;
}

function agentsOf({ chatwoot, cable, door }: ChannelShown): string {
  const text = setUpWords.value;
  return chatwoot === null ? text.off : [text.cable[cable], ...(door ? [text.door] : [])].join(' · ');
}

function heardOf({ heard }: ChannelShown): JSX.Element {
  const text = setUpWords.value;
  const sides = [
    [text.whatsapp, heard.whatsapp],
    [text.chatwoot, heard.chatwoot],
  ] as const;
  return (
    <>
      {sides.map(([side, at]) => (
        <div key={side}>
          {side}: {at === null ? text.never : <Time at={at} now={Date.now()} />}
        </div>
      ))}
    </>
  );
}
