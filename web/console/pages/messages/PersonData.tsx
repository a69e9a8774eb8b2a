import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Field } from '../../../parts/control/Field.tsx';
import { Dialog } from '../../../parts/show/Dialog.tsx';
import { Loading, Failed } from '../../../parts/show/States.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { act, Failure, save } from '../../server/ask.ts';
import { mayAct } from '../../server/session.ts';
import { useAsked } from '../../server/use-asked.ts';
import { failureWords } from '../../shell/Asked.tsx';
import { dataWords } from '../../words/data.ts';
import { words } from '../../words/words.ts';
import css from './PersonData.module.css';
import type { ForgottenShown, PersonDataShown } from '../../../../src/console/people/data/shapes.ts';

/** What is known of a person as an archive, and the way to take it out of the ledger. */
export function PersonData(props: { contact: number; onForgotten: (done: ForgottenShown) => void }): JSX.Element {
  const { contact, onForgotten } = props;
  const text = dataWords.value;
  const [asks, setAsks] = useState(false);
  const [said, setSaid] = useState<{ words: string; isBad: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const may = mayAct();
  const hint = may ? {} : { title: words.value.acts.noRole };
  const hand = async () => {
    setBusy(true);
    setSaid(null);
    try {
      await save(`people/${contact}/export`, `person-${contact}.zip`);
      setSaid({ words: text.exported, isBad: false });
    } catch (error) {
      setSaid({ words: wordsOf(error), isBad: true });
    }
    setBusy(false);
  };
  return (
    <section class={css.data} aria-label={text.title}>
      <h4>{text.title}</h4>
      <div class={css.acts}>
        <Button small disabled={busy || !may} {...hint} onClick={() => void hand()}>
          {text.export}
        </Button>
        <Button small look="danger" data-forget disabled={!may} {...hint} onClick={() => setAsks(true)}>
          {text.forget}
        </Button>
        <span class={said?.isBad ? css.bad : css.said} role="status">
          {said?.words}
        </span>
      </div>
      {asks && (
        <Dialog title={text.forgetTitle} onClose={() => setAsks(false)}>
          <Forget contact={contact} onDone={onForgotten} />
        </Dialog>
      )}
    </section>
  );
}

const wordsOf = (error: unknown): string =>
  error instanceof Failure ? failureWords(error) : words.value.states.broken;

/** Asked for by typing: what is taken out cannot be brought back. */
function Forget({ contact, onDone }: { contact: number; onDone: (done: ForgottenShown) => void }): JSX.Element {
  const text = dataWords.value;
  const asked = useAsked<PersonDataShown>(`people/${contact}/data`, {}, { live: false });
  const [typed, setTyped] = useState('');
  const [endWaiting, setEndWaiting] = useState(false);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  if (asked.value === null)
    return asked.failure ? <Failed title={failureWords(asked.failure)} onAgain={asked.again} /> : <Loading />;
  const { mark, channels } = asked.value;
  const go = async (event: Event) => {
    event.preventDefault();
    const sheet = event.currentTarget instanceof Element ? event.currentTarget.closest('dialog') : null;
    setBusy(true);
    setWrong(null);
    try {
      const done = await act<ForgottenShown>(`people/${contact}/forget`, { typed: typed.trim(), endWaiting });
      sheet?.close();
      onDone(done);
      // The button that opened the sheet goes: whoever uses the keyboard reads on at the top.
      document.querySelector('main')?.focus();
    } catch (error) {
      setWrong(error instanceof Failure ? error : new Failure('broken', 'broken'));
      setBusy(false);
    }
  };
  return (
    <form class={css.forget} onSubmit={(event) => void go(event)}>
      <p>{text.forgetText}</p>
      {channels.length > 1 && <p>{text.everywhere(channels.join(', '))}</p>}
      <Field label={text.typeMark(mark)} value={typed} onValue={setTyped} autoComplete="off" maxLength={200} />
      {wrong !== null && <Notice tone="bad">{failureWords(wrong)}</Notice>}
      {wrong?.code === 'under_way' && (
        <label class={css.check}>
          <input
            type="checkbox"
            checked={endWaiting}
            onChange={(event) => setEndWaiting(event.currentTarget.checked)}
          />
          {text.endWaiting}
        </label>
      )}
      <Button look="danger" type="submit" disabled={busy || typed.trim() !== mark}>
        {busy ? text.forgetting : text.forgetNow}
      </Button>
    </form>
  );
}

/** What was taken out of the ledger, and what remains elsewhere. */
export function ForgottenNotice({ done }: { done: ForgottenShown }): JSX.Element {
  const text = dataWords.value;
  const { messages, files, bodies, cleaned, remains } = done;
  return (
    <Notice tone="good">
      <p>{text.forgotten(messages, files, bodies)}</p>
      {cleaned === 'unused space' && <p>{text.unusedSpace}</p>}
      {remains.length > 0 && (
        <p>
          {text.inChatwoot}{' '}
          {remains.map((one) =>
            one.startsWith('http') ? (
              <a key={one} href={one} target="_blank" rel="noreferrer">
                {one}
              </a>
            ) : (
              <span key={one}>{one} </span>
            ),
          )}
        </p>
      )}
      <p>{text.elsewhere}</p>
    </Notice>
  );
}
