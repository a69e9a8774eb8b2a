import { effect, signal } from '@preact/signals';
import { recall, remember } from '../../parts/live/storage.ts';

/** Who writes on the phone. */
export interface Person {
  /** Digits of the WhatsApp number, with the country's code and without `+`; of who shows none WhatsApp's id of them (`AR.…`). */
  waId: string;
  name: string;
}

const givenNames = [
  'Ana',
  'Bruno',
  'Camila',
  'Diego',
  'Elena',
  'Fabio',
  'Greta',
  'Hugo',
  'Inés',
  'Julia',
  'Lucio',
  'Malena',
];
const familyNames = ['Ríos', 'Paz', 'Luna', 'Campos', 'Vega', 'Prado', 'Soler', 'Mar', 'Costa', 'Robles'];

function oneOf(list: readonly string[]): string {
  return list[Math.floor(Math.random() * list.length)] ?? '';
}

/** An invented person: a well-formed mobile number of Buenos Aires, with `555` where real ones seldom have it. */
export function invent(): Person {
  const last = String(Math.floor(Math.random() * 100_000)).padStart(5, '0');
  return { waId: `54911555${last}`, name: `${oneOf(givenNames)} ${oneOf(familyNames)}` };
}

/** Invented people, one of each kind that makes a difference: of Argentina, Mexico and Brazil, and one whose number WhatsApp withholds. */
export const cast: readonly Person[] = [
  { waId: '5491155500101', name: 'Ana Ríos' },
  { waId: '5215555500102', name: 'Lupe Mar' },
  { waId: '5511955500103', name: 'Bruno Costa' },
  { waId: 'AR.55500104000000000104', name: 'Sol Vega' },
];

/** Whether WhatsApp withholds their number. */
export const isNumberless = ({ waId }: Person): boolean => /^[A-Z]{2}\./.test(waId);

/** How they are called beside their name: the number, or that there is none. */
export const numberOf = (one: Person, none: string): string => (isNumberless(one) ? none : `+${one.waId}`);

/** Keeps the digits of what was typed; null where they cannot be a number with its country's code. */
export function digitsOf(typed: string): string | null {
  const digits = typed.replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

function parse(text: string | null): Person[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: Partial<Person> | null) =>
      typeof one?.waId === 'string' && typeof one.name === 'string' ? [{ waId: one.waId, name: one.name }] : [],
    );
  } catch {
    return [];
  }
}

/** The persons tried so far, the latest first. */
export const persons = signal<Person[]>(parse(recall('persons')));

function first(): Person {
  const query = new URLSearchParams(location.search);
  const given = query.get('person') ?? '';
  const asked = /^[A-Z]{2}\.\w+$/.test(given) ? given : digitsOf(given);
  if (asked === null) return persons.value[0] ?? cast[0] ?? invent();
  const called = query.get('name')?.trim();
  const name = called ? called : persons.value.find((one) => one.waId === asked)?.name;
  return { waId: asked, name: name ?? invent().name };
}

export const person = signal<Person>(first());

/** Which of the business's numbers is written to; the first where null. */
export const channel = signal<string | null>(new URLSearchParams(location.search).get('channel'));

/** Writes to another number from now on. */
export function writeTo(name: string): void {
  channel.value = name;
  const address = new URL(location.href);
  address.searchParams.set('channel', name);
  history.replaceState(null, '', address);
}

/** Hands the phone to somebody else. The address follows, so that each browser tab can be another person. */
export function become(next: Person): void {
  person.value = next;
  const address = new URL(location.href);
  address.searchParams.set('person', next.waId);
  address.searchParams.delete('name');
  history.replaceState(null, '', address);
}

effect(() => {
  const now = person.value;
  const others = persons.peek().filter((one) => one.waId !== now.waId);
  persons.value = [now, ...others].slice(0, 8);
  remember('persons', JSON.stringify(persons.peek()));
});
