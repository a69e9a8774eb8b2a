/** `1.2 GB of 2 GB`, `1,2 GB de 2 GB`; GB of 1,000,000,000 bytes. */
export function roomWords({ bytes, mostBytes }: { bytes: number; mostBytes: number }, language: 'es' | 'en'): string {
  const gb = (value: number) =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 1e8 ? 3 : 1 }).format(value / 1e9)} GB`;
  return `${gb(bytes)} ${language === 'es' ? 'de' : 'of'} ${gb(mostBytes)}`;
}
