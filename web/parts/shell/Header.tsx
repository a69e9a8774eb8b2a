import type { ComponentChildren, JSX } from 'preact';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import css from './Header.module.css';

/** The bar on top of every page: product and place on the left, what the page adds, then colours and language. */
export function Header({ place, children }: { place: string; children?: ComponentChildren }): JSX.Element {
  return (
    <header class={css.bar}>
      <h1>
        OptiAtiende <span>{place}</span>
      </h1>
      {children}
      <ThemeSwitch />
      <LanguageSwitch />
    </header>
  );
}
