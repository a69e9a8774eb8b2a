import { effect, signal } from '@preact/signals';
import { recall, remember } from '../live/storage.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = recall('theme');

export const theme = signal<Theme>(themes.find((one) => one === kept) ?? 'system');

/** Chooses light, dark, or what the system says, and keeps it. */
export function wear(chosen: Theme): void {
  remember('theme', chosen);
  theme.value = chosen;
}

effect(() => {
  const root = document.documentElement;
  if (theme.value === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme.value;
});
