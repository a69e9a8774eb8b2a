import type { JSX } from 'preact';
import { Button } from '../../parts/control/Button.tsx';
import { Badge } from '../../parts/show/Badge.tsx';
import { toService, type Service } from '../state/faults.ts';
import { words } from '../words/words.ts';
import { FaultSwitch } from './FaultSwitch.tsx';
import css from './ServiceFaults.module.css';

/** The service between: killed and back, or with a dead bot. */
export function ServiceFaults({ service }: { service: NonNullable<Service> }): JSX.Element {
  const text = words.value.faults.service;
  const { bot, state } = service;
  return (
    <section aria-label={text.title}>
      <h2>{text.title}</h2>
      <p class={css.kill}>
        <Button small look="danger" aria-disabled={state !== 'running'} onClick={() => void toService('kill')}>
          {text.kill}
        </Button>
        <span role="status" data-service={state}>
          <Badge tone={state === 'running' ? 'good' : 'wait'}>{text.states[state]}</Badge>
        </span>
      </p>
      <p class={css.hint}>{text.killHint}</p>
      <ul>
        <FaultSwitch
          id="expect-bot"
          title={text.bot}
          expect={text.botHint}
          on={bot === 'dead'}
          disabled={false}
          onToggle={() => void toService(bot === 'dead' ? 'bot_well' : 'bot_dead')}
        />
      </ul>
    </section>
  );
}
