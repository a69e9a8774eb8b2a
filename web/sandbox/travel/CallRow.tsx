import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TravelCall } from '../../../src/sandbox/travel.ts';
import { classes } from '../../parts/look/classes.ts';
import { Badge } from '../../parts/show/Badge.tsx';
import { Time } from '../../parts/show/Time.tsx';
import { pretty, tell } from '../state/told.ts';
import { messageIn } from '../state/travel.ts';
import { words } from '../words/words.ts';
import { LedgerView } from './LedgerView.tsx';
import css from './CallRow.module.css';

function toneOf(status: number | null): 'calm' | 'good' | 'wait' | 'bad' {
  if (status === null) return 'wait';
  return status >= 200 && status < 300 ? 'good' : 'bad';
}

/** One call: who called whom for what and how it ended; opened, its bodies and what the ledger knows of the message. */
export function CallRow({ call }: { call: TravelCall }): JSX.Element {
  const [open, setOpen] = useState(false);
  const text = words.value.travel;
  const { from, to, status, took } = call;
  const told = tell(call);
  const about = open ? messageIn(call) : null;
  const end = status === null ? text.pending : status === 0 ? text.noAnswer : String(status);
  return (
    <li>
      <details
        class={css.call}
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
        data-call={told.what}
      >
        <summary>
          <span class={css.way}>
            <span class={classes(css.who, css[from])}>{text.party[from]}</span>
            <span aria-label={text.calls}>→</span>
            <span class={classes(css.who, css[to])}>{text.party[to]}</span>
          </span>
          <span class={css.end}>
            <Badge tone={toneOf(status)}>{end}</Badge>
          </span>
          <span class={css.what}>
            {text.what[told.what]}
            {told.says !== '' && <q>{told.says}</q>}
          </span>
          <span class={css.when}>
            <Time at={call.at} />
            {took !== null && ` · ${took} ms`}
          </span>
        </summary>
        {open && (
          <div class={css.inside}>
            <p class={css.line}>
              <b>{call.method}</b> {call.path}
            </p>
            {call.request !== null && <Body title={text.request} body={call.request} />}
            {call.answer !== null && call.answer !== '' && <Body title={text.answer} body={call.answer} />}
            {about && <LedgerView about={about} />}
          </div>
        )}
      </details>
    </li>
  );
}

function Body({ title, body }: { title: string; body: string }): JSX.Element {
  return (
    <>
      <h2>{title}</h2>
      <pre tabIndex={0} aria-label={title}>
        {pretty(body)}
      </pre>
    </>
  );
}
