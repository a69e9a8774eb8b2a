import type { JSX } from 'preact';
import type { Say } from '../../../src/sandbox/types.ts';
import { Pane } from '../shell/Pane.tsx';
import { words } from '../words/words.ts';
import { link, state } from '../state/live.ts';
import { send } from '../state/outbox.ts';
import { person } from '../state/person.ts';
import { Composer } from './Composer.tsx';
import { PersonBar } from './PersonBar.tsx';
import { PhoneLog } from './PhoneLog.tsx';
import log from '../shell/Log.module.css';
import lost from '../shell/Lost.module.css';

/** What the person does on the phone, short of who they are. */
export type Act = Omit<Say, 'waId' | 'name'>;

function say(act: Act): void {
  send({ ...person.value, ...act }, state.value?.phone ?? []);
}

/** The customer's side. */
export function Phone(): JSX.Element {
  const text = words.value;
  const { waId } = person.value;
  return (
    <Pane which="phone" label={text.phone.label}>
      <PersonBar />
      <div class={log.frame}>
        <PhoneLog key={waId} onSay={say} />
        {link.value === 'lost' && (
          <p class={lost.lost} role="alert">
            {text.lost}
          </p>
        )}
      </div>
      <Composer key={`draft-${waId}`} waId={waId} onSay={say} />
    </Pane>
  );
}
