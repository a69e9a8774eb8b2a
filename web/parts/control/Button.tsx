import type { ComponentChildren, JSX } from 'preact';
import { classes } from '../look/classes.ts';
import css from './Button.module.css';

type Native = Omit<JSX.IntrinsicElements['button'], 'class' | 'className' | 'children'>;

export interface ButtonProps extends Native {
  /** `strong`: the one thing to do here · `quiet`: without a border · `danger`: cannot be taken back · a plain one where absent. */
  look?: 'strong' | 'quiet' | 'danger';
  /** Less high, for rows of them. */
  small?: boolean;
  children: ComponentChildren;
}

/** A button. One that shows a sign alone needs an `aria-label`; with words the words are its name. */
export function Button({ look, small, children, ...rest }: ButtonProps): JSX.Element {
  return (
    <button type="button" {...rest} class={classes(css.button, look && css[look], small && css.small)}>
      {children}
    </button>
  );
}
