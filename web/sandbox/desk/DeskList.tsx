import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../parts/control/Button.tsx';
import { classes } from '../../parts/look/classes.ts';
import { Badge } from '../../parts/show/Badge.tsx';
import { state } from '../state/live.ts';
import { become, person, writeTo } from '../state/person.ts';
import { words } from '../words/words.ts';
import css from './DeskList.module.css';

/** Everybody's conversations, as an agent's list: choosing one hands the phone to that person. In a narrow desk it is folded. */
export function DeskList({
  onChoose,
  shown,
}: {
  onChoose: (id: number) => void;
  shown: number | undefined;
}): JSX.Element | null {
  const [open, setOpen] = useState(false);
  const now = state.value;
  if (!now || now.inbox.length === 0) return null;
  const text = words.value.desk;
  const unread = now.inbox.reduce((sum, one) => sum + one.unread, 0);
  const titleOf = (name: string) => now.channels.find((one) => one.name === name)?.title ?? name;
  return (
    <nav class={css.list} aria-label={text.list}>
      <span class={css.fold}>
        <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
          {text.listOf(now.inbox.length)} {unread > 0 && <Badge tone="wait">{text.unread(unread)}</Badge>}
        </Button>
      </span>
      <ul class={classes(css.rows, !open && css.folded)}>
        {now.inbox.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class={css.row}
              aria-current={one.id === shown ? 'true' : undefined}
              onClick={() => {
                if (one.person !== person.value.waId)
                  become({ waId: one.person, name: one.contactName ?? text.nobody });
                if (one.channel !== now.channel) writeTo(one.channel);
                onChoose(one.id);
                setOpen(false);
              }}
            >
              <strong>{one.contactName ?? text.nobody}</strong>
              {one.unread > 0 && <span class={css.unread}>{one.unread}</span>}
              <small class={css.last}>{one.last}</small>
              <small class={css.facts}>
                #{one.id} · {now.channels.length > 1 && `${titleOf(one.channel)} · `}
                {text.status[one.status]}
                {one.assignee !== null && ` · ${one.assignee}`}
                {one.labels.map((label) => ` · ${label}`).join('')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
