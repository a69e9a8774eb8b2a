import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Place } from '../../../src/sandbox/types.ts';
import { closeAround } from '../../parts/show/Dialog.tsx';
import { words } from '../words/words.ts';
import common from '../../parts/look/common.module.css';
import form from '../shell/Form.module.css';

/** `-34.6, -58.4`; null where it is no place on earth. */
function coordinatesOf(typed: string): { latitude: number; longitude: number } | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed);
  const [latitude, longitude] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? NaN)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** A place to send: filled in, so that it can be tried at once. */
export function PlaceForm({ onPlace }: { onPlace: (place: Place) => void }): JSX.Element {
  const text = words.value.attach;
  const [name, setName] = useState(text.placeName);
  const [typed, setTyped] = useState('-34.6037, -58.3816');
  const [wrong, setWrong] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    const coordinates = coordinatesOf(typed);
    setWrong(coordinates === null);
    if (!coordinates) return;
    onPlace({ ...coordinates, ...(name.trim() === '' ? {} : { name: name.trim() }) });
    closeAround(event);
  };
  return (
    <form class={form.form} onSubmit={submit} noValidate>
      <label>
        {text.name}
        <input
          ref={first}
          value={name}
          maxLength={80}
          autoComplete="off"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        {text.coordinates}
        <input
          value={typed}
          maxLength={40}
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby="place-rule"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <small id="place-rule" role={wrong ? 'alert' : undefined}>
          {text.rule}
        </small>
      </label>
      <div class={form.actions}>
        <button type="submit" class={common.strong}>
          {text.send}
        </button>
      </div>
    </form>
  );
}
