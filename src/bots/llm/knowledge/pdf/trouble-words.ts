import type { PdfTrouble } from './protocol.ts';

/** What was in the way of reading a PDF, and what the owner can do. */
export const pdfTrouble: Record<'es' | 'en', Record<PdfTrouble, string>> = {
  es: {
    encrypted: 'está protegido con contraseña: guardalo sin ella',
    broken: 'está dañado o no es un PDF: exportalo de nuevo',
    'too large': 'pesa más de 50 MB: dividilo',
    'too slow': 'leerlo lleva demasiado tiempo, quedó a medias: dividilo o exportalo de nuevo',
    'too much memory': 'leerlo ocupa demasiada memoria, quedó a medias: exportalo de nuevo',
    'too many pages': 'tiene más de 2.000 páginas, las demás no se leyeron: dividilo',
    'too much text': 'tiene demasiado texto, el resto no se leyó: dividilo',
    'no text': 'no tiene texto, solo imágenes (un escaneo): pasalo por un OCR',
  },
  en: {
    encrypted: 'is protected by a password: save it without one',
    broken: 'is damaged, or no PDF: export it anew',
    'too large': 'is larger than 50 MB: divide it',
    'too slow': 'takes too long to read, only its first part is known: divide it or export it anew',
    'too much memory': 'takes too much memory to read, only its first part is known: export it anew',
    'too many pages': 'has more than 2,000 pages, the others are not read: divide it',
    'too much text': 'has too much text, the rest is not read: divide it',
    'no text': 'has no text, only pictures (a scan): run it through an OCR',
  },
};
