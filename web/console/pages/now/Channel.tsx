import type { JSX } from 'preact';
import { agoOf, dateOf, timeOf } from '../../../parts/language/time.ts';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Chart } from '../../shell/Chart.tsx';
import { durationOf } from '../../shell/duration.ts';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './Channel.module.css';
import type { ChannelNow, Trouble } from '../../../../src/console/now/shapes.ts';
import { Today } from './Today.tsx';

const tones = { ok: 'good', degraded: 'wait', parked: 'bad' } as const;

/** One channel: whether it works, what waits, today, and the last day as two charts. */
export function Channel({ channel, at }: { channel: ChannelNow; at: number }): JSX.Element {
  const text = words.value.now;
  const { name, state, troubles, hours, audit, problems } = channel;
  const times = hours.map((hour) => hour.at);
  const answers = hours.some(({ p50 }) => p50 !== null);
  return (
    <section class={css.channel} aria-label={name}>
      <header class={css.head}>
        <h3>{name}</h3>
        <Badge tone={tones[state]}>{text.state[state]}</Badge>
        {problems > 0 && (
          <a href={to('problems', '', { channel: name })}>
            <Badge tone="bad">{text.problems(problems)}</Badge>
          </a>
        )}
      </header>
      {troubles.map((trouble, index) => (
        <TroubleLine key={index} trouble={trouble} />
      ))}
      <div class={css.facts}>
        <Heard channel={channel} at={at} />
        <Waiting channel={channel} />
      </div>
      <Today channel={channel} />
      {audit && <p class={css.soft}>{text.audit(audit.missing, dateOf(audit.at))}</p>}
      <div class={css.charts}>
        <Chart
          title={text.volume}
          at={times}
          figures={text.figures}
          timeLabel={text.hour}
          series={[
            { name: 'received', label: text.series.received, values: hours.map((hour) => hour.received) },
            { name: 'bot', label: text.series.bot, values: hours.map((hour) => hour.bot) },
            { name: 'people', label: text.series.people, values: hours.map((hour) => hour.people) },
          ]}
        />
        {answers ? (
          <Chart
            title={text.first}
            at={times}
            figures={text.figures}
            timeLabel={text.hour}
            show={durationOf}
            series={[
              { name: 'p50', label: text.series.p50, values: hours.map((hour) => hour.p50) },
              { name: 'p90', label: text.series.p90, values: hours.map((hour) => hour.p90) },
            ]}
          />
        ) : (
          <p class={css.soft}>{text.noAnswers}</p>
        )}
      </div>
    </section>
  );
}

function TroubleLine({ trouble }: { trouble: Trouble }): JSX.Element {
  const { troubles } = words.value.now;
  switch (trouble.code) {
    case 'parked':
      return (
        <Notice tone="bad">
          {troubles.parked}: <Told text={`${trouble.reason}. ${trouble.fix}`} />
        </Notice>
      );
    case 'rest':
      return (
        <Notice tone="wait">
          {troubles.rest(trouble.target, timeOf(trouble.until))}: <Told text={`${trouble.reason}. ${trouble.fix}`} />
        </Notice>
      );
    case 'deaf':
      return <Notice tone="wait">{troubles.deaf}</Notice>;
    case 'old':
      return <Notice tone="wait">{troubles.old(durationOf(trouble.ms))}</Notice>;
  }
}

function Heard({ channel, at }: { channel: ChannelNow; at: number }): JSX.Element {
  const text = words.value.now;
  const { whatsapp, chatwoot } = channel;
  const when = ({ on, heardAt }: { on: boolean; heardAt: number | null }) =>
    heardAt !== null ? agoOf(heardAt, at) : on ? text.never : text.off;
  const ways = [chatwoot.webhook && text.listening.webhook, chatwoot.cable === 'on' && text.listening.cable]
    .filter(Boolean)
    .join(', ');
  return (
    <dl class={css.list} aria-label={text.heard}>
      <dt>{text.heard}</dt>
      <dd>
        {text.whatsapp}: {when(whatsapp)}
      </dd>
      <dd>
        {text.chatwoot}: {when(chatwoot)}
        {chatwoot.on && <small>{ways || text.listening.none}</small>}
      </dd>
    </dl>
  );
}

function Waiting({ channel: { waiting, oldestMs, unread } }: { channel: ChannelNow }): JSX.Element {
  const text = words.value.now;
  const kinds = (Object.keys(waiting) as (keyof typeof waiting)[]).filter((kind) => waiting[kind] > 0);
  return (
    <dl class={css.list} aria-label={text.backlog}>
      <dt>{text.backlog}</dt>
      {kinds.length === 0 && unread === 0 && <dd>{text.nothing}</dd>}
      {unread > 0 && <dd>{text.unread(unread)}</dd>}
      {kinds.map((kind) => (
        <dd key={kind}>{text.jobs[kind](waiting[kind])}</dd>
      ))}
      {kinds.length > 0 && <dd>{text.oldest(durationOf(oldestMs))}</dd>}
    </dl>
  );
}
