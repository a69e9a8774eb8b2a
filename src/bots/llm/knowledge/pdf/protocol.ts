/** What the thread is given. */
export interface PdfWork {
  bytes: Uint8Array;
  mostPages: number;
}

/** Why a PDF was not read, or not to its end. */
export type PdfTrouble =
  | 'encrypted'
  | 'broken'
  | 'too large'
  | 'too slow'
  | 'too much memory'
  | 'too many pages'
  | 'too much text'
  | 'no text';

/** One page, or the end of it all; `text` is null where the page cannot be read. */
export type FromPdfThread = { page: number; text: string | null } | { end: PdfTrouble | null };
