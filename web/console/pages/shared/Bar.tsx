import type { ComponentChildren, JSX } from 'preact';
import css from './Shared.module.css';

/** What a page is about, and its filters. */
export function Bar({ lead, children }: { lead: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class={css.bar}>
      <p class={css.lead}>{lead}</p>
      <div class={css.filters}>{children}</div>
    </div>
  );
}
