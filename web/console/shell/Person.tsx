import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PersonShown } from '../../../src/console/masked.ts';
import { words } from '../words/words.ts';
import { Act } from './Act.tsx';
import css from './Person.module.css';
import { to } from './route.ts';

export const nameOf = ({ name, number, contact }: PersonShown): string => name ?? number ?? `#${contact}`;

/** A person by name and masked number; the name leads to what was said. */
export function Person({ person }: { person: PersonShown }): JSX.Element {
  return (
    <span class={css.person}>
      <a href={to('people', person.contact)}>{nameOf(person)}</a>
      {person.name !== null && person.number !== null && <small>{person.number}</small>}
    </span>
  );
}

/** The number of a person, with the button that asks for the whole of it: that is kept in the list of acts. */
export function Number({ person }: { person: PersonShown }): JSX.Element {
  const [whole, setWhole] = useState<string | null>(null);
  const { acts } = words.value;
  if (person.number === null) return <span>{acts.noNumber}</span>;
  if (whole !== null) return <span class={css.number}>{whole}</span>;
  return (
    <span class={css.person}>
      <span class={css.number}>{person.number}</span>
      <Act
        path={`people/${person.contact}/number`}
        onDone={(answer) => setWhole((answer as { number: string }).number)}
      >
        {acts.showNumber}
      </Act>
    </span>
  );
}
