import type { JSX } from 'preact';
import { numberOf } from '../../../parts/language/number.ts';
import { classes } from '../../../parts/look/classes.ts';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import type { ChannelNow } from '../../../../src/console/now/shapes.ts';
import css from './Today.module.css';

/** Received = answered = registered: where a figure falls short of the one before, it says by how much and why. */
export function Today({ channel: { name, day, today, chatwoot } }: { channel: ChannelNow }): JSX.Element {
  const text = words.value.now;
  const { received, answered, waiting, toRegister, registered, givenUp, byBot, toPeople } = today;
  const open = toRegister - registered - givenUp;
  const list = (figure: string) => to('reports', '', { list: figure, from: day, to: day, channel: name });
  const isEven = waiting === 0 && open === 0 && givenUp === 0;
  return (
    <section class={css.today} aria-label={`${text.today}: ${name}`}>
      <h4>{text.today}</h4>
      <ol class={css.row}>
        <Figure count={received} label={text.received} opens={list('came')} />
        <Figure
          count={answered}
          label={text.answered}
          opens={list('decided')}
          note={text.split(byBot, toPeople)}
          isShort={waiting > 0}
        />
        {chatwoot.on && (
          <Figure
            count={today.registeredOfReceived}
            label={text.registered}
            opens={list('registered')}
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
                <a key="waiting" href={list('undecided')}>
                  {text.waiting(waiting)}
                </a>
              ),
              open > 0 && (
                <a key="open" href={list('unregistered')}>
                  {text.unregistered(open)}
                </a>
              ),
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

/** A figure that opens the list of what it counts. */
function Figure(props: { count: number; label: string; opens: string; note?: string; isShort?: boolean }): JSX.Element {
  const { count, label, opens, note, isShort = false } = props;
  return (
    <li class={classes(css.figure, isShort && css.isShort)}>
      {count === 0 ? (
        <span>
          <strong>0</strong> {label}
        </span>
      ) : (
        <a href={opens}>
          <strong>{numberOf(count)}</strong> {label}
        </a>
      )}
      {note !== undefined && <small>{note}</small>}
    </li>
  );
}
