import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Field } from '../../../parts/control/Field.tsx';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { mayAct } from '../../server/session.ts';
import { botWords } from '../../words/bot.ts';
import { words } from '../../words/words.ts';
import { attempt } from './attempt.ts';
import css from './Bot.module.css';
import { unsavedOf } from './draft.ts';
import type { Tried } from './types.ts';

interface Turn {
  asked: string;
  came: Tried | null;
}

/** A talk with the very bot: nothing is sent, and nothing kept. */
export function TryOut({ channel }: { channel: string }): JSX.Element {
  const text = botWords.value;
  const [turns, setTurns] = useState<Turn[]>([]);
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const last = turns.at(-1)?.came ?? null;
  const say = async (asked: string) => {
    if (asked.trim() === '' || busy) return;
    setBusy(true);
    setWrong('');
    const body = { channel, talk: last?.talk ?? null, text: asked, draft: last === null ? unsavedOf(channel) : null };
    const came = await attempt<Tried>('bot/try', body);
    setBusy(false);
    if ('wrong' in came) return setWrong(came.wrong);
    setTurns([...turns, { asked, came: came.answer }]);
    setSaid('');
  };
  return (
    <div class={css.parts}>
      <p>
        {text.tryLead} {unsavedOf(channel) !== null && <Badge tone="wait">{text.tryWith}</Badge>}
      </p>
      <ol class={css.talk} aria-live="polite">
        {turns.map(({ asked, came }, at) => (
          <li key={at}>
            <p class={css.mine}>
              <span class={css.soft}>{text.you}:</span> {asked}
            </p>
            {came !== null && <Came came={came} />}
          </li>
        ))}
      </ol>
      {last !== null && last.options.length > 0 && (
        <div class={css.acts}>
          {last.options.map((option) => (
            <Button key={option} small onClick={() => void say(option)}>
              {option}
            </Button>
          ))}
        </div>
      )}
      {wrong !== '' && <Notice tone="bad">{wrong}</Notice>}
      <form
        class={css.say}
        onSubmit={(event) => {
          event.preventDefault();
          void say(said);
        }}
      >
        <Field label={text.say} value={said} onValue={setSaid} maxLength={4000} />
        <Button
          look="strong"
          type="submit"
          disabled={busy || !mayAct()}
          {...(mayAct() ? {} : { title: words.value.acts.noRole })}
        >
          {text.send}
        </Button>
        {turns.length > 0 && <Button onClick={() => setTurns([])}>{text.fresh}</Button>}
      </form>
    </div>
  );
}

function Came({ came }: { came: Tried }): JSX.Element {
  const text = botWords.value;
  const { said, handsOff, passed, sources, tools, tokens, ms } = came;
  const facts = [
    ...(sources !== null && sources.length > 0 ? [`${text.sources}: ${sources.join(', ')}`] : []),
    ...(tools.length > 0 ? [`${text.tools}: ${tools.join(', ')}`] : []),
    ...(tokens !== null ? [text.tokens(tokens.in + tokens.out)] : []),
    text.tookMs(ms),
  ];
  return (
    <div class={css.theirs} data-said>
      {said.map((one, at) => (
        <p key={at} class={css.answer}>
          {one}
        </p>
      ))}
      {said.length === 0 && !handsOff && !passed && <p class={css.soft}>{text.silent}</p>}
      {handsOff && <Badge tone="wait">{text.handsOff}</Badge>}
      {passed && <Badge tone="wait">{text.passes}</Badge>}
      <small class={css.soft}>{facts.join(' · ')}</small>
    </div>
  );
}
