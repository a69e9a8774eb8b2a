import type { JSX } from 'preact';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { closeAround, Dialog } from '../../parts/show/Dialog.tsx';
import { words } from '../words/words.ts';
import rows from '../shell/Rows.module.css';

type List = NonNullable<PhoneMessage['list']>;

/** The rows of a list message. One tap chooses and closes. */
export function ListSheet(props: {
  list: List;
  onChoose: (row: List['rows'][number]) => void;
  onClose: () => void;
}): JSX.Element {
  const { list, onChoose, onClose } = props;
  const text = words.value.list;
  return (
    <Dialog title={list.button || text.choose} onClose={onClose}>
      <ul class={rows.rows}>
        {list.rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              onClick={(event) => {
                onChoose(row);
                closeAround(event);
              }}
            >
              <strong>{row.title}</strong>
              {row.description && <small>{row.description}</small>}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
