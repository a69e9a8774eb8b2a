import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import css from './Menu.module.css';

export interface MenuItem {
  label: string;
  /** Said beside the label, as the value now. */
  hint?: string;
  chosen?: boolean;
  onChoose: () => void;
}

/** A button that opens a list of acts. Arrows go through it, Escape and a click elsewhere close it, and the focus comes back. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  children?: ComponentChildren;
  small?: boolean;
}): JSX.Element {
  const { label, items, children, small = true } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const entries = () => [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return;
    entries()[0]?.focus();
    const outside = (event: Event) => !box.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const place = places[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    if (place === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (place !== undefined) all[(place + all.length) % all.length]?.focus();
  };
  return (
    <div ref={box} class={css.menu} onKeyDown={onKeyDown}>
      <Button small={small} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        {children ?? label} <span aria-hidden="true">▾</span>
      </Button>
      {open && (
        <div class={css.list} role="menu" aria-label={label}>
          {items.map(({ label: text, hint, chosen, onChoose }) => (
            <button
              key={text}
              type="button"
              role={chosen === undefined ? 'menuitem' : 'menuitemradio'}
              {...(chosen === undefined ? {} : { 'aria-checked': chosen })}
              tabIndex={-1}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              {text}
              {hint !== undefined && <small>{hint}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
