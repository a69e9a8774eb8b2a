import type { JSX } from 'preact';
import { Empty } from '../../../parts/show/States.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { words } from '../../words/words.ts';
import { Channel } from './Channel.tsx';
import type { Now } from '../../../../src/console/now/shapes.ts';
import css from './Page.module.css';

const tones = { ok: 'good', degraded: 'wait', parked: 'bad' } as const;

/** Does it work? */
export default function Page(): JSX.Element {
  const now = useAsked<Now>('now');
  const text = words.value.now;
  return (
    <Asked of={now}>
      {({ channels, at }) => {
        const worst = channels.some(({ state }) => state === 'parked')
          ? 'parked'
          : channels.some(({ state }) => state === 'degraded')
            ? 'degraded'
            : 'ok';
        if (channels.length === 0) return <Empty title={text.none}>{text.noneFix}</Empty>;
        return (
          <>
            {channels.length > 1 && <Notice tone={tones[worst]}>{text.all[worst]}</Notice>}
            <div class={css.channels}>
              {channels.map((channel) => (
                <Channel key={channel.name} channel={channel} at={at} />
              ))}
            </div>
          </>
        );
      }}
    </Asked>
  );
}
