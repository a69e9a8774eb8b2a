import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../parts/control/Button.tsx';
import { Empty } from '../../parts/show/States.tsx';
import { Gauge } from '../between/Gauge.tsx';
import log from '../shell/Log.module.css';
import { Pane } from '../shell/Pane.tsx';
import { useStick } from '../shell/useStick.ts';
import { tell } from '../state/told.ts';
import { calls } from '../state/travel.ts';
import { words } from '../words/words.ts';
import { CallRow } from './CallRow.tsx';
import css from './Travel.module.css';

/** What travels between WhatsApp, the service and Chatwoot: each call, in order, as it happens. */
export function Travel(): JSX.Element {
  const [all, setAll] = useState(false);
  const text = words.value.travel;
  const shown = calls.value.filter((call) => all || tell(call).what !== 'look');
  const { box, onScroll, behind, toEnd } = useStick(shown.at(-1)?.id);
  return (
    <Pane which="travel" label={text.label}>
      <header class={css.head}>
        <Gauge />
        <label class={css.all}>
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
          {text.looksToo}
        </label>
      </header>
      <div class={log.frame}>
        <div ref={box} class={log.log} role="region" aria-label={text.list} tabIndex={0} onScroll={onScroll}>
          {shown.length === 0 && (
            <Empty title={text.empty}>
              <p>{text.explain}</p>
            </Empty>
          )}
          <ol class={css.calls}>
            {shown.map((call) => (
              <CallRow key={call.id} call={call} />
            ))}
          </ol>
        </div>
        {behind && (
          <span class={log.newer}>
            <Button small onClick={toEnd}>
              ↓ {text.newer}
            </Button>
          </span>
        )}
      </div>
    </Pane>
  );
}
