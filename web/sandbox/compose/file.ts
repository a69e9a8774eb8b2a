/** A file picked on the page, as both panes send it. */
export interface Picked {
  name: string;
  /** Without parameters. */
  mime: string;
  /** Bytes. */
  size: number;
  base64: string;
}

/** The sandbox takes no more: 16 MB. */
export const mostBytes = 16 * 1024 * 1024;

/** Types that browsers leave out, by the end of the name. */
const unnamed: Record<string, string> = { ogg: 'audio/ogg', oga: 'audio/ogg', opus: 'audio/ogg', amr: 'audio/amr' };

function mimeOf(file: File): string {
  const given = file.type.split(';')[0]?.trim() ?? '';
  return given || (unnamed[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream');
}

/** Reads it whole. Rejects where the browser cannot read it; what is empty or too large is told by `fits` before. */
export function pick(file: File): Promise<Picked> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('not readable'));
    // `data:TYPE;base64,…`
    reader.onload = () => {
      const base64 = (reader.result as string).split(',')[1] ?? '';
      resolve({ name: file.name, mime: mimeOf(file), size: file.size, base64 });
    };
    reader.readAsDataURL(file);
  });
}

export function fits({ size }: { size: number }): boolean {
  return size > 0 && size <= mostBytes;
}

/** `640 B`, `12 kB`, `1.4 MB`; empty where nothing is known. */
export function sizeText(bytes: number, language: string): string {
  if (bytes <= 0) return '';
  const [value, unit] =
    bytes < 1_000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  const digits = unit === 'MB' && value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
}
