import { keyOf } from '../../faq/read/vocabulary.ts';
import { rootOf } from '../../faq/read/stem.ts';
import { isStopword } from '../../faq/read/stopwords.ts';
import { wordsOf } from '../../faq/read/text.ts';
import { isDenied, onlyHears, sentences, type GateContext } from './hit.ts';
import { remembered } from './remembered.ts';
import { ownWords, tongueOf } from './tongue.ts';

/** What every business says, whatever its papers say. */
const COMMON = new Set(
  `hola buenas buenos dia dias tardes noches gracias nada ayudar ayudo ayudarte ayuda necesitas necesitar persona personas equipo responder responde
  responderte respuesta contestar contesta escribir escribe escribime mensaje mensajes consulta tema temas negocio tienda local servicio
  perdon disculpa disculpas lamento siento entiendo comprendo claro seguro perfecto genial dale listo bien encantado gusto placer momento
  minutos enseguida pronto ahora luego despues aca aqui datos detalle detalles producto productos pedido pedidos compra interesa buscas
  buscando quisieras prefieres preferis gustaria queres derivar derivo paso comunico hablar avisar aviso confirmar confirmado
  disponible disponibles tengo tenemos puedo podemos quedo cualquier duda dudas ocupo ocuparme saludos chau adios feliz
  hello thanks thank welcome help need person people team answer answers reply message question business shop store service sorry understand
  sure great perfect fine moment soon later here details product products order orders looking prefer like hand talk speak available
  happy glad bye goodbye please anything else know information nice day week weekend welcome love loved enjoy enjoyed great hope noted look looking
  change reference number exact check share assistant virtual robot bot automatic sorry apologies wait happened understand
  alegria alegra alegro leer leerte leerlo gustado gusto gustara espero esperamos esperar quieras linda lindo hermosa hermoso hermosas excelente
  bonito semana finde domingo lunes martes miercoles jueves viernes sabado cumpleanos felicitaciones felicidades bienvenido bienvenida bienvenidos
  asistente inteligencia artificial automatico revisar revise revisa revisan revisarlo verificar chequear contar cuentame contame explicar
  explico repetir reformular otra manera forma nombre opcion opciones saber dato exacto fecha horario comprar visitar visita esperando
  entendi entendido recibido correcto sucedio ocurrido inconveniente molestia molestias paciencia tiempo tranquilo tranquila
  ola bom boa tarde noite obrigado obrigada voce ajudar ajuda pessoa equipe mensagem loja desculpe claro abracos dia
  monday tuesday wednesday thursday friday saturday sunday birthday congratulations`
    .split(/\s+/)
    .map((word) => keyOf(word)),
);

/** What the words of a text are compared by: those with a topic. */
export const keysIn = remembered((text: string): ReadonlySet<string> => new Set(topicsIn(text).map(keptKey)));

/** Making a key takes microseconds, and the same words come in every turn. */
const keys = new Map<string, string>();
const KEPT = 50_000;

function keptKey(word: string): string {
  const found = keys.get(word);
  if (found !== undefined) return found;
  const key = keyOf(word);
  if (keys.size < KEPT) keys.set(word, key);
  return key;
}

const topicsIn = (text: string): string[] =>
  wordsOf(text.slice(0, 100_000)).filter((word) => word.length > 2 && !isStopword(word) && !/^\d+$/.test(word));

interface Support {
  /** How much of a sentence stands in one of the texts, from 0 to 1; null where it says nothing of its own. */
  share: number | null;
  /** So many of its words. */
  words: number;
}

function supportOf(sentence: string, texts: readonly string[]): Support {
  const keys = [...keysIn(sentence)].filter((key) => !COMMON.has(key));
  if (keys.length === 0) return { share: null, words: 0 };
  const words = texts.reduce((best, text) => {
    const own = keysIn(text);
    return Math.max(best, keys.filter((key) => own.has(key)).length);
  }, 0);
  return { share: words / keys.length, words };
}

/** The words of a text by their roots alone: a promise in other words is another promise. */
const rootsIn = remembered(
  (text: string): ReadonlySet<string> =>
    new Set(
      topicsIn(text)
        .filter((word) => !COMMON.has(keptKey(word)))
        .map(rootOf),
    ),
);

/** Whether one of the papers says what a sentence promises. Half of two words is a coincidence. */
export function isWritten(sentence: string, papers: readonly string[]): boolean {
  const roots = [...rootsIn(sentence)];
  return papers.some((paper) => {
    const own = rootsIn(paper);
    const words = roots.filter((root) => own.has(root)).length;
    return words >= roots.length * 0.6 ? words > 0 : words >= Math.max(2, roots.length * 0.5);
  });
}

/** In strict hands so much of a sentence must stand in one paper. */
const FOUNDED = 0.5;

/** Whether something is said that stands in no paper and came from no tool; what only asks or regrets says nothing. */
export const isUnfounded = (text: string, { open }: GateContext): boolean =>
  sentences(text).some((one) => !/\?\s*$/.test(one) && !isDenied(one) && (supportOf(one, open).share ?? 1) < FOUNDED);

/** So many words that stand nowhere make a text of another topic, where hardly any other does. */
const STRANGE = 3;
const LEAST_SHARE = 0.25;

/** Whether an answer is about something that neither the operator nor the papers of the business speak of. */
export function isOffTopic(text: string, context: GateContext): boolean {
  const language = ownWords(text).pt > 0 ? 'pt' : tongueOf(text);
  const papers = context.open.join('\n');
  // Words of two languages cannot be compared.
  if (context.informed && papers !== '' && language !== null && tongueOf(papers.slice(0, 4000)) !== language)
    return false;
  const trusted = context.trusted.map(keysIn);
  const said = keysIn(context.said);
  let strange = 0;
  let known = 0;
  for (const sentence of sentences(text)) {
    const mayTakeUp = !context.informed || onlyHears(sentence);
    for (const word of topicsIn(sentence)) {
      const key = keptKey(word);
      if (COMMON.has(key)) continue;
      if (trusted.some((paper) => paper.has(key)) || context.knows(word) || (mayTakeUp && said.has(key))) known++;
      else strange++;
    }
  }
  return strange >= STRANGE && known / (known + strange) < LEAST_SHARE;
}
