import { deflateSync } from 'node:zlib';

export interface PdfOptions {
  compressed?: boolean;
  /** As a file that asks for a password. */
  encrypted?: boolean;
  /** In place of the lines, on every page. */
  content?: Buffer;
}

/** A PDF with these lines on its pages. */
export function pdfOf(pages: string[][], { compressed = false, encrypted = false, content }: PdfOptions = {}): Buffer {
  const objects: Buffer[] = [];
  const add = (text: string | Buffer) => objects.push(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'));
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const [at, lines] of pages.entries()) {
    const page = `/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R`;
    add(`<< /Type /Page /Parent 2 0 R ${page} >>`);
    const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
    const body = content ?? Buffer.from(`BT /F1 12 Tf 14 TL 50 780 Td ${shown} ET`, 'latin1');
    const data = compressed ? deflateSync(body, { level: 9 }) : body;
    const head = `<< /Length ${data.length}${compressed ? ' /Filter /FlateDecode' : ''} >>\nstream\n`;
    add(Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')]));
  }
  let encrypt = '';
  if (encrypted) {
    add(`<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -4 >>`);
    const id = `<${'0123456789abcdef'.repeat(2)}>`;
    encrypt = ` /Encrypt ${objects.length} 0 R /ID [${id} ${id}]`;
  }
  const parts = [Buffer.from('%PDF-1.4\n')];
  const places = objects.map((object, at) => {
    const place = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
    return place;
  });
  const end = parts.reduce((sum, part) => sum + part.length, 0);
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R${encrypt} >>`;
  return Buffer.concat([...parts, Buffer.from(`${tail}\nstartxref\n${end}\n%%EOF\n`)]);
}
