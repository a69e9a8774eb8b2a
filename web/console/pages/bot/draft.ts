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

/** A file of this channel as it is being edited, for a try-out; null where nothing is. */
export function unsavedOf(channel: string): { file: string; content: string } | null {
  const now = draft.value;
  return now !== null && now.channel === channel && isUnsaved() ? { file: now.file, content: now.content } : null;
}

addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault();
});
