import type { JSX } from 'preact';
import type { Say } from '../../../src/sandbox/page-types.ts';
import { Button } from '../../parts/control/Button.tsx';
import { Pane } from '../shell/Pane.tsx';
import { words } from '../words/words.ts';
import { link, restarted, state } from '../state/live.ts';
import { send } from '../state/outbox.ts';
import { channel, person } from '../state/person.ts';
import { Composer } from './Composer.tsx';
import { ChannelBar } from './ChannelBar.tsx';
import { PersonBar } from './PersonBar.tsx';
import { PhoneLog } from './PhoneLog.tsx';
import log from '../shell/Log.module.css';
import lost from '../shell/Lost.module.css';

/** What the person does on the phone, short of who they are. */
export type Act = Omit<Say, 'waId' | 'name'>;

function say(act: Act): void {
  const { value: now } = state;
  send({ ...person.value, ...act, ...(now ? { channel: now.channel } : {}) }, now?.phone ?? []);
}

/** The customer's side. */
export function Phone(): JSX.Element {
  const text = words.value;
  const { waId } = person.value;
  const key = `${waId} ${channel.value ?? ''}`;
  return (
    <Pane which="phone" label={text.phone.label}>
      <PersonBar />
      <ChannelBar />
      <div class={log.frame}>
        <PhoneLog key={key} onSay={say} />
        {restarted.value && link.value === 'live' && (
          <p class={lost.lost} role="status">
            {text.restarted}{' '}
            <Button small onClick={() => (restarted.value = false)}>
              {text.understood}
            </Button>
          </p>
        )}
        {link.value === 'lost' && (
          <p class={lost.lost} role="alert">
            {text.lost}
          </p>
        )}
      </div>
      <Composer key={`draft-${key}`} waId={waId} onSay={say} />
    </Pane>
  );
}
