import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Header } from '../parts/shell/Header.tsx';
import { LinkState } from '../parts/shell/LinkState.tsx';
import { Desk } from './desk/Desk.tsx';
import { FaultPanel } from './faults/FaultPanel.tsx';
import { Phone } from './phone/Phone.tsx';
import { HeadButtons } from './shell/HeadButtons.tsx';
import { Place } from './shell/Place.tsx';
import { link, startFollowing } from './state/live.ts';
import { places, type Pane } from './state/view.ts';
import { Tour } from './tour/Tour.tsx';
import { Travel } from './travel/Travel.tsx';
import { words } from './words/words.ts';
import css from './App.module.css';

const parts: Record<Pane, () => JSX.Element> = { phone: Phone, travel: Travel, desk: Desk, faults: FaultPanel };

/** The sandbox's page: who writes, what travels, what the desk sees, and what is made to go wrong. */
export function App(): JSX.Element {
  useEffect(startFollowing, []);
  return (
    <>
      <Header place={words.value.place}>
        <LinkState link={link.value} />
        <HeadButtons />
      </Header>
      <Tour />
      <main class={css.main}>
        {places.value.map((panes) => (
          <Place key={panes.join()} panes={panes}>
            {panes.map((pane) => {
              const Part = parts[pane];
              return <Part key={pane} />;
            })}
          </Place>
        ))}
      </main>
    </>
  );
}
