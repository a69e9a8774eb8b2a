import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Tabs } from '../../parts/control/Tabs.tsx';
import { countOf } from '../state/faults.ts';
import { state } from '../state/live.ts';
import { pane, sideBySide, type Pane } from '../state/view.ts';
import { words } from '../words/words.ts';

const panes: readonly Pane[] = ['phone', 'desk', 'faults'];

function sizeOf(which: Pane): number {
  const now = state.value;
  if (which === 'faults' || !now) return 0;
  if (which === 'phone') return now.phone.length;
  return now.conversations.reduce((sum, conversation) => sum + conversation.messages.length, 0);
}

/** On a narrow screen: one pane at a time, with a mark on those where something happened meanwhile. */
export function Panes(): JSX.Element | null {
  const seen = useRef<Record<Pane, number>>({ phone: 0, desk: 0, faults: 0 });
  useEffect(() => {
    seen.current[pane.value] = sizeOf(pane.value);
  });
  if (sideBySide.value) return null;
  const text = words.value;
  const tabs = panes.map((name) => ({
    name,
    label: text.panes[name],
    badge: name === 'faults' ? countOf(state.value?.faults) : 0,
    news: pane.value !== name && sizeOf(name) > seen.current[name] && text.news,
  }));
  return <Tabs label={text.panes.label} tabs={tabs} chosen={pane.value} onChoose={(name) => (pane.value = name)} />;
}
