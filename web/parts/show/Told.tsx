import type { JSX } from 'preact';
import css from './Told.module.css';

/** What the service says of its own, as terminals show it too: what stands between code marks is to be typed, and looks so. */
export function Told({
  text,
  begins = false,
}: {
  text: string;
  /** With a capital: it is a sentence of its own. */ begins?: boolean;
}): JSX.Element {
  const said = begins && /^\p{Ll}+[ ,:]/u.test(text) ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text;
  const pieces = said.split(/`([^`]+)`/);
  return <>{pieces.map((piece, at) => (at % 2 === 1 ? <code class={css.code}>{piece}</code> : piece))}</>;
}
