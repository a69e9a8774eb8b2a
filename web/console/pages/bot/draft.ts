import { signal } from '@preact/signals';

/** What is being edited: the same for the editor, the questions that are added to it, and the try-out. */
export interface Draft {
  channel: string;
  file: string;
  content: string;
  /** What it was made of, as the disk had it. */
  base: string;
  saved: string;
}

export const draft = signal<Draft | null>(null);

export const isUnsaved = (): boolean => draft.value !== null && draft.value.content !== draft.value.saved;

/** The questions and answers as they are being edited; null where they are not. */
export const faqDraft = (): string | null => (draft.value?.file === 'faq' && isUnsaved() ? draft.value.content : null);

addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault();
});
