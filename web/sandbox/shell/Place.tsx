import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Tabs } from '../../parts/control/Tabs.tsx';
import { classes } from '../../parts/look/classes.ts';
import { countOf } from '../state/faults.ts';
import { state } from '../state/live.ts';
import { calls } from '../state/travel.ts';
import { betweenOpen, isShown, room, show, shownOf, type Pane } from '../state/view.ts';
import { words } from '../words/words.ts';
import css from './Place.module.css';

/** How much is in a pane, to tell that there is more than when it was last seen. */
function sizeOf(which: Pane): number {
  const now = state.value;
  if (which === 'faults' || !now) return 0;
  if (which === 'phone') return now.phone.length;
  if (which === 'travel') return calls.value.at(-1)?.id ?? 0;
  return now.conversations.reduce((sum, conversation) => sum + conversation.messages.length, 0);
}

/** Where one pane stands, or several of which one shows: then with tabs, and a mark on those where something happened meanwhile. */
export function Place({ panes, children }: { panes: readonly Pane[]; children: ComponentChildren }): JSX.Element {
  const seen = useRef<Partial<Record<Pane, number>>>({});
  useEffect(() => {
    for (const pane of panes) if (isShown(pane)) seen.current[pane] = sizeOf(pane);
  });
  const text = words.value;
  const folds = room.value === 'wide' && panes.includes('travel');
  const tabs = panes.map((name) => ({
    name,
    label: text.panes[name],
    badge: name === 'faults' ? countOf(state.value?.faults, state.value?.service) : 0,
    news: name !== 'travel' && !isShown(name) && sizeOf(name) > (seen.current[name] ?? 0) && text.news,
  }));
  return (
    <div class={classes(css.place, folds && css.between)} hidden={folds && !betweenOpen.value}>
      {panes.length > 1 && <Tabs label={text.panes.label} tabs={tabs} chosen={shownOf(panes)} onChoose={show} />}
      {children}
    </div>
  );
}
