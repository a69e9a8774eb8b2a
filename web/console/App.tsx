import type { JSX } from 'preact';
import { Header } from '../parts/shell/Header.tsx';
import { words } from './words/words.ts';

/** The operator's console. */
export function App(): JSX.Element {
  return (
    <>
      <Header place={words.value.place} />
      <main />
    </>
  );
}
