import type { ComponentChildren, JSX } from 'preact';
import { classes } from '../look/classes.ts';
import css from './Badge.module.css';

/** How things stand. Never told by the colour alone: the words say it. */
export type Tone = 'calm' | 'good' | 'wait' | 'bad';

/** A word or a number in a small frame. */
export function Badge({ tone = 'calm', children }: { tone?: Tone; children: ComponentChildren }): JSX.Element {
  return <span class={classes(css.badge, css[tone])}>{children}</span>;
}
