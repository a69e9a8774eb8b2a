import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { FromPdfThread, PdfWork } from './protocol.ts';

/** The thread that reads one PDF, page by page. What goes wrong in it, and however long it takes, is nobody else's. */
const { bytes, mostPages } = workerData as PdfWork;
const tell = (news: FromPdfThread) => parentPort?.postMessage(news);

try {
  const pdf = await getDocumentProxy(bytes, {
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    verbosity: 0,
  });
  const pages = Math.min(pdf.numPages, mostPages);
  for (let number = 1; number <= pages; number++) {
    // A page that is broken costs only itself.
    const text = await pdf
      .getPage(number)
      .then(async (page) => {
        const { items } = await page.getTextContent();
        page.cleanup();
        return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      })
      .catch(() => null);
    tell({ page: number, text });
  }
  tell({ end: pdf.numPages > pages ? 'too many pages' : null });
} catch (error) {
  const name = error instanceof Error ? error.name : '';
  tell({ end: name === 'PasswordException' ? 'encrypted' : 'broken' });
}
