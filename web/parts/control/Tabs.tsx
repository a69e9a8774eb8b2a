import type { JSX } from 'preact';
import { classes } from '../look/classes.ts';
import common from '../look/common.module.css';
import css from './Tabs.module.css';

export interface Tab<Name extends string> {
  name: Name;
  label: string;
  /** A number that wants attention; none where 0 or absent. */
  badge?: number;
  /** Read aloud with a dot beside the label: something happened there. */
  news?: string | false;
}

/** A row of tabs. Each panel is `<div role="tabpanel" id="pane-NAME" aria-labelledby="tab-NAME">`; arrows, Home and End go from one to the next. */
export function Tabs<Name extends string>(props: {
  label: string;
  tabs: readonly Tab<Name>[];
  chosen: Name;
  onChoose: (name: Name) => void;
}): JSX.Element {
  const { label, tabs, chosen, onChoose } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === chosen);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const place = places[event.key];
    const next = place === undefined ? undefined : tabs[(place + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <nav class={css.region} aria-label={label}>
      <div class={css.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name, label: text, badge = 0, news = false }) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={chosen === name}
            aria-controls={`pane-${name}`}
            tabIndex={chosen === name ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            <span class={css.label}>{text}</span>
            {badge > 0 && <span class={css.badge}>{badge}</span>}
            {news && (
              <span class={css.dot}>
                <span class={classes(common.unseen)}>{news}</span>
              </span>
            )}
          </button>
        ))}
      </div>
    </nav>
  );
}
