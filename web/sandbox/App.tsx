import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Desk } from './desk/Desk.tsx';
import { FaultPanel } from './faults/FaultPanel.tsx';
import { Phone } from './phone/Phone.tsx';
import { Header } from '../parts/shell/Header.tsx';
import { LinkState } from '../parts/shell/LinkState.tsx';
import { Panes } from './shell/Panes.tsx';
import { link, startFollowing } from './state/live.ts';
import { words } from './words/words.ts';
import css from './App.module.css';

/** The sandbox's page: who writes, what the desk sees, and what is made to go wrong. */
export function App(): JSX.Element {
  useEffect(startFollowing, []);
  return (
    <>
      <Header place={words.value.place}>
        <LinkState link={link.value} />
      </Header>
      <Panes />
      <main class={css.main}>
        <Phone />
        <Desk />
        <FaultPanel />
      </main>
    </>
  );
}
