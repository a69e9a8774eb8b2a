import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Desk } from './desk/Desk.tsx';
import { FaultPanel } from './faults/FaultPanel.tsx';
import { Phone } from './phone/Phone.tsx';
import { Tabs } from './shell/Tabs.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { startFollowing } from './state/live.ts';
import css from './App.module.css';

/** The sandbox's page: who writes, what the desk sees, and what is made to go wrong. */
export function App(): JSX.Element {
  useEffect(startFollowing, []);
  return (
    <>
      <TopBar />
      <Tabs />
      <main class={css.main}>
        <Phone />
        <Desk />
        <FaultPanel />
      </main>
    </>
  );
}
