import type { ComponentType } from 'preact';
import type { Words } from '../words/es.ts';

/** A page of the console: its code comes when somebody goes there. */
export interface PageEntry {
  name: keyof Words['pages'];
  load: () => Promise<{ default: ComponentType }>;
}

/** In the order of the operator's questions; a new one is a line here and its title in the dictionaries. */
export const pages: readonly PageEntry[] = [
  { name: 'now', load: () => import('./now/Page.tsx') },
  { name: 'messages', load: () => import('./messages/Page.tsx') },
  { name: 'problems', load: () => import('./problems/Page.tsx') },
  { name: 'setup', load: () => import('./setup/Page.tsx') },
  { name: 'bot', load: () => import('./bot/Page.tsx') },
  { name: 'reports', load: () => import('./reports/Page.tsx') },
];
