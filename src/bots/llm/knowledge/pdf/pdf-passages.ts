import { pieces, type Passage } from '../passage.ts';
import type { PdfPage } from './read-pdf.ts';

/** The pages of a PDF in passages: whoever reads where an answer comes from finds the page. */
export function* pdfPassages(pages: readonly PdfPage[], source: string): Generator<Passage> {
  for (const { number, text } of pages)
    for (const piece of pieces(text)) yield { source: `${source} (p. ${number})`, head: '', path: '', text: piece };
}
