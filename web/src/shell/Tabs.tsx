import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { countOf } from '../state/faults.ts';
import { words } from '../state/language.ts';
import { state } from '../state/live.ts';
import { pane, sideBySide, type Pane } from '../state/view.ts';
import common from './common.module.css';
import css from './Tabs.module.css';

const panes: readonly Pane[] = ['phone', 'desk', 'faults'];

function sizeOf(which: Pane): number {
  const now = state.value;
  if (which === 'faults' || !now) return 0;
  if (which === 'phone') return now.phone.length;
  return now.conversations.reduce((sum, conversation) => sum + conversation.messages.length, 0);
}

/** On a narrow screen: one pane at a time, with a mark on those where something happened meanwhile. */
export function Tabs(): JSX.Element | null {
  const seen = useRef<Record<Pane, number>>({ phone: 0, desk: 0, faults: 0 });
  useEffect(() => {
    seen.current[pane.value] = sizeOf(pane.value);
  });
  if (sideBySide.value) return null;

  const text = words.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = step && panes[(panes.indexOf(pane.value) + step + panes.length) % panes.length];
    if (!next) return;
    event.preventDefault();
    pane.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };

  return (
    <div class={css.tabs} role="tablist" aria-label={text.panes.label} onKeyDown={onKeyDown}>
      {panes.map((which) => {
        const chosen = pane.value === which;
        const faults = which === 'faults' ? countOf(state.value?.faults) : 0;
        const news = !chosen && sizeOf(which) > seen.current[which];
        return (
          <button
            key={which}
            id={`tab-${which}`}
            type="button"
            role="tab"
            aria-selected={chosen}
            aria-controls={`pane-${which}`}
            tabIndex={chosen ? 0 : -1}
            onClick={() => (pane.value = which)}
          >
            {text.panes[which]}
            {faults > 0 && <span class={css.badge}>{faults}</span>}
            {news && (
              <span class={css.dot}>
                <span class={common.unseen}>{text.news}</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
