import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { closeAround, Dialog } from '../../parts/show/Dialog.tsx';
import { words } from '../words/words.ts';
import { fileKinds, openPicker } from './FileInputs.tsx';
import { PlaceForm } from './PlaceForm.tsx';
import type { Act } from './Phone.tsx';
import rows from '../shell/Rows.module.css';

/** What can be sent beside a text. */
export function AttachSheet({ onSay, onClose }: { onSay: (act: Act) => void; onClose: () => void }): JSX.Element {
  const [placing, setPlacing] = useState(false);
  const text = words.value.attach;
  return (
    <Dialog title={placing ? text.place : text.title} onClose={onClose}>
      {placing ? (
        <PlaceForm onPlace={(location) => onSay({ location })} />
      ) : (
        <ul class={rows.rows}>
          {fileKinds.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                onClick={(event) => {
                  openPicker(kind);
                  closeAround(event);
                }}
              >
                <strong>{text.kinds[kind].title}</strong>
                <small>{text.kinds[kind].hint}</small>
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => setPlacing(true)}>
              <strong>{text.place}</strong>
              <small>{text.placeHint}</small>
            </button>
          </li>
        </ul>
      )}
    </Dialog>
  );
}
