import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Field } from '../../../parts/control/Field.tsx';
import { filter, route } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import { Conversations } from './Conversations.tsx';
import { Found } from './Found.tsx';
import { OnePerson } from './OnePerson.tsx';
import css from './Page.module.css';
import { Way } from './Way.tsx';

/** Where is a message, and why? A list of conversations, what a search finds, one person, one message. */
export default function Page(): JSX.Element {
  const { page, id, query } = route.value;
  if (id !== '') return page === 'people' ? <OnePerson key={id} id={id} /> : <Way key={id} id={id} />;
  const wanted = query['q'] ?? '';
  return (
    <>
      <Search wanted={wanted} />
      {wanted.length < 2 ? <Conversations /> : <Found key={wanted} wanted={wanted} />}
    </>
  );
}

function Search({ wanted }: { wanted: string }): JSX.Element {
  const text = words.value.messages;
  const [typed, setTyped] = useState(wanted);
  const submit = (event: Event) => {
    event.preventDefault();
    filter({ q: typed.trim() });
  };
  return (
    <form class={css.search} role="search" onSubmit={submit}>
      <Field
        label={text.search}
        type="search"
        value={typed}
        onValue={setTyped}
        hint={text.searchHint}
        name="q"
        maxLength={200}
      />
      <Button look="strong" type="submit">
        {text.find}
      </Button>
      {wanted !== '' && (
        <Button
          onClick={() => {
            setTyped('');
            filter({ q: '' });
          }}
        >
          {text.clear}
        </Button>
      )}
    </form>
  );
}
