import type { JSX } from 'preact';
import { numberOf } from '../../../parts/language/number.ts';
import { classes } from '../../../parts/look/classes.ts';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import type { ChannelNow } from './shapes.ts';
import css from './Today.module.css';

/** Received = answered = registered: where a figure falls short of the one before, it says by how much and why. */
export function Today({ channel: { name, today, chatwoot } }: { channel: ChannelNow }): JSX.Element {
  const text = words.value.now;
  const { received, answered, waiting, toRegister, registered, givenUp, byBot, toPeople } = today;
  const open = toRegister - registered - givenUp;
  const isEven = waiting === 0 && open === 0 && givenUp === 0;
  return (
    <section class={css.today} aria-label={`${text.today}: ${name}`}>
      <h4>{text.today}</h4>
      <ol class={css.row}>
        <Figure count={received} label={text.received} />
        <Figure count={answered} label={text.answered} note={text.split(byBot, toPeople)} isShort={waiting > 0} />
        {chatwoot.on && (
          <Figure
            count={today.registeredOfReceived}
            label={text.registered}
            note={text.ofAll(registered, toRegister)}
            isShort={open + givenUp > 0}
          />
        )}
      </ol>
      <p class={classes(css.gap, isEven ? css.even : css.short)}>
        {isEven
          ? text.even
          : [
              waiting > 0 && (
                <a key="waiting" href={to('messages', '', { filter: 'unanswered', channel: name })}>
                  {text.waiting(waiting)}
                </a>
              ),
              open > 0 && <span key="open">{text.unregistered(open)}</span>,
              givenUp > 0 && (
                <a key="problems" href={to('problems', '', { channel: name })}>
                  {text.givenUp(givenUp)}
                </a>
              ),
            ]}
      </p>
    </section>
  );
}

function Figure(props: { count: number; label: string; note?: string; isShort?: boolean }): JSX.Element {
  const { count, label, note, isShort = false } = props;
  return (
    <li class={classes(css.figure, isShort && css.isShort)}>
      <strong>{numberOf(count)}</strong> <span>{label}</span>
      {note !== undefined && <small>{note}</small>}
    </li>
  );
}
