import type { ComponentChildren, JSX } from 'preact';
import { classes } from '../look/classes.ts';
import type { Tone } from './Badge.tsx';
import css from './Notice.module.css';

/** A line that says how things stand. A bad one is announced at once, the others when the reader pauses. */
export function Notice({ tone = 'calm', children }: { tone?: Tone; children: ComponentChildren }): JSX.Element {
  return (
    <div class={classes(css.notice, css[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
