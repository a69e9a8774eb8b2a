import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Pane } from '../shell/Pane.tsx';
import { words } from '../words/words.ts';
import { state } from '../state/live.ts';
import { act } from '../state/desk-acts.ts';
import { isShown } from '../state/view.ts';
import { person } from '../state/person.ts';
import { AnsweringLine } from './AnsweringLine.tsx';
import { Conversations } from './Conversations.tsx';
import { DeskActions } from './DeskActions.tsx';
import { DeskComposer } from './DeskComposer.tsx';
import { DeskList } from './DeskList.tsx';
import { DeskLog } from './DeskLog.tsx';
import { Held } from './Held.tsx';
import css from './Desk.module.css';
import log from '../shell/Log.module.css';
import head from '../shell/PaneHead.module.css';
import welcome from '../shell/Welcome.module.css';

/** The support desk's side: what Chatwoot holds of this person, texts as an agent sees them, and what an agent does there. */
export function Desk(): JSX.Element {
  const [chosen, setChosen] = useState<number | null>(null);
  const text = words.value.desk;
  const conversations = state.value?.conversations ?? [];
  const shown = conversations.find(({ id }) => id === chosen) ?? conversations.at(-1);

  const unread = state.value?.inbox.find(({ id }) => id === shown?.id)?.unread ?? 0;
  const seen = isShown('desk') && shown !== undefined && unread > 0 ? shown.id : null;
  useEffect(() => {
    if (seen !== null) void act({ conversation: seen, action: 'seen' });
  }, [seen, unread]);

  const draftKey = `desk.${person.value.waId}.${shown?.id}`;

  return (
    <Pane which="desk" label={text.label}>
      <div class={css.both}>
        <DeskList onChoose={setChosen} shown={shown?.id} />
        <div class={css.one}>
          <header class={head.head}>
            <p class={head.who}>
              <small>{text.label}</small>
              <strong>{shown ? (shown.contactName ?? text.nobody) : person.value.name}</strong>
              <small>{shown ? `#${shown.id} · ${shown.sourceId}` : '—'}</small>
            </p>
            {shown && <Held conversation={shown} />}
          </header>
          {conversations.length > 1 && (
            <Conversations conversations={conversations} shown={shown?.id} onChoose={setChosen} />
          )}
          {shown && <DeskActions conversation={shown} />}
          {shown && <AnsweringLine conversation={shown} />}
          <div class={log.frame}>
            {shown ? (
              <DeskLog key={shown.id} conversation={shown} />
            ) : (
              state.value && (
                <div class={welcome.welcome}>
                  <p class={welcome.lead}>{text.empty}</p>
                  <p>{text.explain}</p>
                </div>
              )
            )}
          </div>
          {shown && <DeskComposer key={`draft-${draftKey}`} conversation={shown.id} draftKey={draftKey} />}
        </div>
      </div>
    </Pane>
  );
}
