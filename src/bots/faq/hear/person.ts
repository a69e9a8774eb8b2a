import { sentencesOf, wordsOf } from '../read/text.ts';
import { isStopword } from '../read/stopwords.ts';
import { hear } from './social.ts';
import { isTypoOf } from '../read/typo.ts';

const list = (text: string): string[] => text.trim().split(/\s+/);

/** Nouns that mean somebody who answers. */
const helpers =
  list(`agente agentes humano humana humanos asesor asesora asesores operador operadora representante ejecutivo ejecutiva
  encargado encargada vendedor vendedora human humans agent representative operator advisor`);
/** Nouns that mean anybody: they ask for a person only beside a verb of talking, or quite alone. */
const anybody = list(`persona personas alguien person someone somebody people gerente duena dueno manager owner staff`);
const bots = list(`bot robot maquina machine contestador`);
const talking =
  list(`hablar hable hablo hablen hablarle charlar comunicar comunicarme comuniquen comunicame contactar contactarme contacto pasame pasas pasarme
  paseme pasenme derivame derivar deriven conectame conectar llame llamen llamenme contacten contacte contactenme hablarme atienda atiendan atender atenderme llamar talk talking speak speaking chat
  connect transfer contact reach`);
const wanting = list(`quiero queria quisiera necesito prefiero busco dame deme paso llama want need prefer give get`);
const real = list(`real verdad verdadera verdadero carne humana humano live actual`);
/** Real words that a slip would turn into one of the above. */
const noTypo = new Set(
  list(
    `gente steak steaks hablan hablas habla contento personal humanas atiende atienden real cargado vendedores mandar`,
  ),
);

/** How many words may stand between the verb and the noun: "hablar por favor con una (persona)". */
const REACH = 5;

/** Words of texts that are remembered for each of the lists. */
const KEPT = 2_000;
const kept = new Map<string[], Map<string, boolean>>();

function isMistyped(word: string, set: string[]): boolean {
  const those = kept.get(set) ?? new Map<string, boolean>();
  const before = those.get(word);
  if (before !== undefined) return before;
  const found = set.some((known) => isTypoOf(word, known));
  if (those.size >= KEPT) those.clear();
  kept.set(set, those.set(word, found));
  return found;
}

/**
 * Whether a text asks for a person to answer. "¿Cuánto sale por persona?" does not; "persona", "quiero hablar con
 * alguien", "ajente", "no quiero hablar con un robot" do.
 *
 * @param knows Whether the owner's file uses a word: then it is no slip of another.
 */
export function asksForPerson(text: string, knows: (word: string) => boolean): boolean {
  return sentencesOf(text).some((sentence) => {
    const said = wordsOf(sentence);
    const is = (word: string, set: string[]): boolean =>
      set.includes(word) || (isMistyped(word, set) && !noTypo.has(word) && !knows(word));
    const after = (at: number, set: string[]): boolean =>
      said.slice(at + 1, at + 1 + REACH).some((word) => is(word, set));

    // With nothing else in it: "un humano por favor". Social words go, so does "quiero" as a stop-word.
    const topic = hear(sentence, knows).rest.filter((word) => !isStopword(word) && !is(word, real));
    if (topic.length === 1 && (is(topic[0]!, helpers) || is(topic[0]!, anybody))) return true;
    if (topic.length === 0 && said.some((word) => is(word, helpers))) return true;

    return said.some(
      (word, at) =>
        (is(word, talking) && (after(at, helpers) || after(at, anybody))) ||
        (is(word, wanting) && after(at, helpers)) ||
        (/^atiend[ea]n?$/u.test(word) && /^(?:me|nos)$/u.test(said[at - 1] ?? '') && after(at, anybody)) ||
        (is(word, talking) && said.slice(0, at).includes('no') && after(at, bots)) ||
        (real.includes(word) && ['person', 'people'].includes(said[at + 1] ?? '')) ||
        (['persona', 'personas', 'alguien'].includes(word) &&
          real.includes(said[at + 1] === 'de' ? (said[at + 2] ?? '') : (said[at + 1] ?? ''))),
    );
  });
}
