import { cleanText, cutText, isBlank } from '../../text.ts';

/** Nobody speaks more into one note that a bot could answer. UTF-16 units. */
const MOST = 20_000;

/**
 * What models that learnt from films write where nobody speaks: the credits of subtitles, thanks for watching, and signs of sounds. As a whole
 * text only: somebody may speak of subtitles.
 */
const INVENTED = [
  /amara\.org/,
  /^(subt[ií]tulos?|subtitles?|subs|captions?|transcri(ption|pci[oó]n))\b.{0,60}\b(by|por|comunidad|community)\b.{0,60}$/,
  /^(¡?(muchas )?gracias por (ver|mirar)( (el|este|nuestro) v[ií]deo)?|thank(s| you)( so much)? for watching)\b.{0,40}$/,
  /^(¡?suscr[ií]bete( al canal)?|(please )?(like and )?subscribe( to (my|our|the) channel)?)\W*$/,
];
/** `[Música]`, `(silence)`, `♪ ♪`. Each sign can be read in one way only: of many dots before a word there is nothing to try again. */
const SOUNDS = /^(?:\s|\[[^\]]{0,40}\]|\([^)]{0,40}\)|\*[^*]{0,40}\*|[♪♫.…,!¡?¿"'«»–—-])+$/u;

/** What was said in a note; null where nothing was, or only what a model makes up where it hears nothing. */
export function wordsSaid(text: string): string | null {
  const said = cleanText(text).trim();
  const line = said.toLowerCase().replace(/\s+/g, ' ').slice(0, 300);
  if (isBlank(said) || !/[\p{L}\p{N}]/u.test(said) || SOUNDS.test(line)) return null;
  if (said.length < 200 && INVENTED.some((one) => one.test(line))) return null;
  return cutText(said, MOST);
}
