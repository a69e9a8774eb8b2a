import { signal } from '@preact/signals';

export type Pane = 'phone' | 'desk' | 'faults';

/** The pane shown where there is room for one only. */
export const pane = signal<Pane>('phone');

const wide = matchMedia('(min-width: 760px)');

/** True where the panes stand side by side. */
export const sideBySide = signal(wide.matches);

wide.addEventListener('change', () => (sideBySide.value = wide.matches));
