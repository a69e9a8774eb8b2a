import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { closeAround, Dialog } from '../../parts/show/Dialog.tsx';
import { words } from '../words/words.ts';
import {
  become,
  cast,
  digitsOf,
  invent,
  isNumberless,
  numberOf,
  person,
  persons,
  type Person,
} from '../state/person.ts';
import common from '../../parts/look/common.module.css';
import form from '../shell/Form.module.css';
import rows from '../shell/Rows.module.css';

/** Name and number of the person, a way to invent one, and those tried before. */
export function PersonSheet({ onClose }: { onClose: () => void }): JSX.Element {
  const [name, setName] = useState(person.value.name);
  const [number, setNumber] = useState(isNumberless(person.value) ? '' : person.value.waId);
  const [wrong, setWrong] = useState(false);
  const text = words.value.person;
  const isCast = (one: Person) => cast.some(({ waId }) => waId === one.waId);
  const earlier = persons.value.filter((one) => one.waId !== person.value.waId && !isCast(one));

  const take = (next: Person, event: Event) => {
    become(next);
    closeAround(event);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const waId = digitsOf(number);
    setWrong(waId === null);
    if (waId !== null) take({ waId, name: name.trim() || `+${waId}` }, event);
  };

  return (
    <Dialog title={text.title} onClose={onClose}>
      <form class={form.form} onSubmit={submit} noValidate>
        <p>{text.explain}</p>
        <label>
          {text.name}
          <input
            value={name}
            maxLength={80}
            autoComplete="off"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          {text.number}
          <input
            value={number}
            type="tel"
            maxLength={30}
            autoComplete="off"
            aria-invalid={wrong}
            aria-describedby="number-rule"
            onInput={(event) => setNumber(event.currentTarget.value)}
          />
          <small id="number-rule" role={wrong ? 'alert' : undefined}>
            {text.wrong}
          </small>
        </label>
        <div class={form.actions}>
          <button type="submit" class={common.strong}>
            {text.use}
          </button>
          <button type="button" onClick={(event) => take(invent(), event)}>
            {text.invent}
          </button>
        </div>
      </form>
      <h3>{text.cast}</h3>
      <ul class={rows.rows}>
        {cast.map((one, place) => (
          <li key={one.waId}>
            <button type="button" onClick={(event) => take(one, event)}>
              <strong>{one.name}</strong>
              <small>
                {text.from[place]} · {numberOf(one, text.numberless)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <>
          <h3>{text.earlier}</h3>
          <ul class={rows.rows}>
            {earlier.map((one) => (
              <li key={one.waId}>
                <button type="button" onClick={(event) => take(one, event)}>
                  <strong>{one.name}</strong>
                  <small>{numberOf(one, text.numberless)}</small>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
