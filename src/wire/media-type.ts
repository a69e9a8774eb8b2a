/**
 * A type without its parameters, in lower case, by its usual name: `audio/ogg; codecs=opus` → `audio/ogg`, `image/jpg` →
 * `image/jpeg`. What is no media type is `application/octet-stream`.
 */
export function mediaType(told: string | null): string {
  const bare = told?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/.test(bare)) return UNKNOWN;
  return otherNames.get(bare) ?? bare;
}

/** The type of a file of which nothing is known. */
export const UNKNOWN = 'application/octet-stream';

const otherNames = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  // Browsers' recorders call it by its codec; WhatsApp wants the container.
  ['audio/opus', 'audio/ogg'],
  ['application/ogg', 'audio/ogg'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/x-aac', 'audio/aac'],
  ['audio/aacp', 'audio/aac'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/wave', 'audio/wav'],
  ['video/3gp', 'video/3gpp'],
  ['video/3gpp2', 'video/3gpp'],
  ['video/x-m4v', 'video/mp4'],
  ['video/x-matroska', 'video/matroska'],
  ['image/apng', 'image/png'],
  ['image/heif', 'image/heic'],
  ['image/heif-sequence', 'image/heic'],
  ['image/heic-sequence', 'image/heic'],
  ['application/x-zip-compressed', 'application/zip'],
  ['application/x-pdf', 'application/pdf'],
]);

const office = 'application/vnd.openxmlformats-officedocument';
const word = `${office}.wordprocessingml.document`;
const excel = `${office}.spreadsheetml.sheet`;
const powerpoint = `${office}.presentationml.presentation`;

/** The endings of a type, the usual one first. */
const endings = new Map<string, string[]>([
  ['image/jpeg', ['jpg', 'jpeg', 'jpe', 'jfif']],
  ['image/png', ['png']],
  ['image/webp', ['webp']],
  ['image/gif', ['gif']],
  ['image/heic', ['heic', 'heif']],
  ['image/avif', ['avif']],
  ['audio/ogg', ['ogg', 'oga', 'opus']],
  ['audio/mpeg', ['mp3', 'mpga']],
  ['audio/mp4', ['m4a', 'mp4', 'm4b']],
  ['audio/aac', ['aac']],
  ['audio/amr', ['amr']],
  ['audio/wav', ['wav']],
  ['video/mp4', ['mp4', 'm4v']],
  ['video/3gpp', ['3gp', '3gpp', '3g2']],
  ['video/webm', ['webm']],
  ['video/matroska', ['mkv', 'webm']],
  ['audio/webm', ['webm', 'weba']],
  ['video/ogg', ['ogv', 'ogg']],
  ['video/quicktime', ['mov', 'qt']],
  ['application/pdf', ['pdf']],
  [word, ['docx']],
  [excel, ['xlsx']],
  [powerpoint, ['pptx']],
  ['application/msword', ['doc', 'dot']],
  ['application/vnd.ms-excel', ['xls', 'xlt', 'csv']],
  ['application/vnd.ms-powerpoint', ['ppt', 'pps', 'pot']],
]);

/** Types that many endings may have: theirs is only what a name without an ending gets, and what an ending tells. */
const loose = new Map<string, string[]>([
  ['text/plain', ['txt', 'csv', 'log', 'md']],
  ['application/zip', ['zip']],
  ['text/csv', ['csv']],
  ['text/html', ['html', 'htm']],
  ['text/vcard', ['vcf']],
  ['application/json', ['json']],
  ['application/xml', ['xml']],
  ['text/xml', ['xml']],
]);

/** What a file's name says its type is; null where its ending is unknown or missing. */
export function typeOfName(name: string): string | null {
  const ending = endingOf(name);
  if (ending === null) return null;
  const all = [...endings, ...loose];
  const found = all.find(([, known]) => known[0] === ending) ?? all.find(([, known]) => known.includes(ending));
  return found?.[0] ?? null;
}

/** A name that ends as its type does: a missing ending is added, a wrong one followed by the right one. */
export function withEnding(name: string, mime: string): string {
  const strict = endings.get(mime);
  const ending = endingOf(name);
  if (ending !== null && (!strict || strict.includes(ending))) return name;
  const usual = strict?.[0] ?? loose.get(mime)?.[0];
  return usual === undefined ? name : `${name}.${usual}`;
}

const endingOf = (name: string): string | null => /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? null;
