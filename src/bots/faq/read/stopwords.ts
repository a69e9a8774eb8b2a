import type { Language } from '../say/words.ts';
import { soundOf } from './stem.ts';

const list = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Words that carry no topic, as `wordsOf` gives them (no accents, no apostrophes), with the usual chat abbreviations.
 * Question words that do carry one are missing on purpose: "dónde", "cuánto", "cuándo", "where", "when", "much", "long".
 */
const spanish = list(`
  a al algo algun alguna algunas alguno algunos ante aqui aca ahi alli alla asi aun aunque bien bueno cada como con cosa cosas cual cuales
  da dan dar das de del desde deci decime decir digan dime e el ella ellas ellos en entonces entre era es esa esas ese eso esos esta
  estan estas este esto estos estoy estas estar fue gustaria ha han has hasta hay haya he ir k la las le les lo los mas me mi mis misma mismo
  mucha muchas mucho muchos muy nada ni sin necesitaba necesitamos necesitaria necesito nos nosotros nuestra nuestro o os otra otro para pero pls
  podes podria podrian podrias poder porfa porfis puede pueden puedes puedo pues q que queria querian queremos queriamos quiere quieren
  quiero quisiera quisieramos sabe saben saber sabes se sea ser si sobre solo son soy su sus tal tambien tan te tene tenes tenia tengo ti tiene
  tienen tienes toda todas todo todos tu tus un una unas uno unos usted ustedes uds ud vos va van vamos voy y ya yo x xfa xfavor
  por desde hasta hacia segun decis dice dicen decirme diganme dame denme damelo mandame mandenme enviame enviarme pasenme pasarias mostrame contame contas avisame avisas explicame sabras sabrias podras podrian haber habra hubiera tendran tendrias tendria tenian seria serian fuera estaria estaba estaban estara
  regalas regalame regalan regalarias facilitas facilitarias brindas brindar mira mirá oye oiga fijate ehh em emm eeh mmm este esteee osea digamos viste ponele capaz quizas tipo che po cachai wey guey nomas pue pos orale mas
  pasas pasame pasar vende venden hoy manana ahora consulta consultar consultas consultarles consultarte pregunta preguntar preguntarles preguntarte duda dudas informacion info averiguar favor
`);

const english = list(`
  a about all also am an and any anything are as at be been but by can could couldnt did do does doesnt doing dont for from get got give
  had has have having her here him his how i id if ill im in info information into is it its ive just kindly know let like me
  might my need not of off on or our out please plz question questions really she should so some something sure tell thank that thats
  the their them then there theres these they this to too u up us wanna want was wanted we well were what whats which who will with without wondering would
  sell today tomorrow now you your youre yours ya
`);

export const stopwordsOf: Record<Language, ReadonlySet<string>> = {
  es: new Set(spanish),
  en: new Set(english),
};

const sounds = new Set([...stopwordsOf.es, ...stopwordsOf.en].map(soundOf));

/** Also where it is spelt as it sounds (`kiero`, `nesesito`). */
export const isStopword = (word: string): boolean => sounds.has(soundOf(word));
