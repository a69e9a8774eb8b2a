import type { JSX } from 'preact';
import { Header } from '../parts/shell/Header.tsx';
import { session } from './server/session.ts';
import { Login } from './shell/Login.tsx';
import { Shell } from './shell/Shell.tsx';
import { words } from './words/words.ts';

/** The operator's console. */
export function App(): JSX.Element {
  return (
    <>
      <Header place={words.value.place} />
      {session.value.state === 'in' ? <Shell /> : <Login />}
    </>
  );
}
