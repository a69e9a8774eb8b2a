import type { Words } from './es.ts';

export const en: Words = {
  title: 'OptiAtiende · console',
  place: 'Console',
};
