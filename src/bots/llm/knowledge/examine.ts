import { readFile } from 'node:fs/promises';
import { isPdf, listFolder } from './folder.ts';
import type { PdfTrouble } from './pdf/protocol.ts';
import { readPdf } from './pdf/read-pdf.ts';

/** What of a folder of knowledge cannot be read, or not to its end. */
export interface Finding {
  file: string;
  /** Null: a file of another kind. */
  trouble: PdfTrouble | null;
}

/**
 * Looks through the folder for what the bot will not know.
 *
 * @throws Misconfigured where it is no folder, or holds too much.
 */
export async function examineKnowledge(folder: string): Promise<{ files: number; findings: Finding[] }> {
  const { files, passed } = await listFolder(folder);
  const findings: Finding[] = passed.map((file) => ({ file, trouble: null }));
  for (const { name, path } of files.filter(isPdf)) {
    const { trouble } = await readPdf(await readFile(path)).catch(() => ({ trouble: 'broken' as const }));
    if (trouble !== null) findings.push({ file: name, trouble });
  }
  return { files: files.length, findings };
}
