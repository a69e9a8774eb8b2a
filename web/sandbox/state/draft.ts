import { recall, remember } from '../../parts/live/storage.ts';

/** What is typed and not sent yet, per person; kept over a reload and over a change of person. */
export function draftOf(waId: string): string {
  return recall(`draft.${waId}`, 'sessionStorage') ?? '';
}

export function keepDraft(waId: string, text: string): void {
  remember(`draft.${waId}`, text, 'sessionStorage');
}
