import { signal } from '@preact/signals';

/** What the next message on the phone is about: one that it quotes, or an own one whose words it changes. */
export const composing = signal<{ kind: 'quotes' | 'edits'; id: string; text: string } | null>(null);
