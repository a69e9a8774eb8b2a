import { languageOf } from '../../faq/read/language.ts';
import { wordsOf } from '../../faq/read/text.ts';

/** Languages that are told apart. */
export type Tongue = 'es' | 'en' | 'pt';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
/** Words of Portuguese that are none of Spanish, and the other way round; as `wordsOf` gives them. */
const portuguese = words(
  'voce voces nao obrigado obrigada oi ola bom boa noite quanto quantos custa custam onde fica qual quais tambem frete preco precos posso gostaria tem temos uma do dos na nas nos ao aos pelo pela sao estou fazer hoje amanha agora entao muito isso isto pra aberto aceitam aceitamos cartao dinheiro loja endereco feira ate mais ou eu meu minha seu sua nosso nossa sem quero sim das abrem fecham voltar receber sim entrega das pode podem tenho gostei obg vc vcs',
);
const spanish = words(
  'el los las y muy pero usted ustedes cuanto cuantos cuesta cuestan donde hay hoy ahora tienen tenes tenemos quiero puedo podes gracias hola buenas manana tambien dale nosotros nuestro nuestra este esto eso con sin una del al su tu mi por que es si sale estan abren cierran te me lo le',
);

/** Portuguese and Spanish share most of their short words: these many of its own it must have. */
const LEAST = 2;

/** How many words are of one of them alone. */
export function ownWords(text: string): Record<'pt' | 'es', number> {
  const said = wordsOf(text);
  const only = (own: ReadonlySet<string>, other: ReadonlySet<string>) =>
    said.filter((word) => own.has(word) && !other.has(word)).length;
  return {
    pt: only(portuguese, spanish) + (/[ãõ]/iu.test(text) ? 1 : 0),
    es: only(spanish, portuguese) + (/[ñ¿¡]/u.test(text) ? 1 : 0),
  };
}

/** The language of a text, or null where its words do not tell. */
export function tongueOf(text: string): Tongue | null {
  const { pt, es } = ownWords(text);
  return pt >= LEAST && pt > es ? 'pt' : languageOf(text);
}

/** Fewer words do not tell a language for sure. */
const TELLING = 4;

/**
 * Whether an answer is in another language than the customer's last words. A few of them ("ok", "thanks") tell it only together with what
 * the customer said before.
 *
 * @param before the customer's earlier messages, oldest first
 */
export function isOtherLanguage(text: string, asked: string, before: readonly string[]): boolean {
  if (wordsOf(text).length < TELLING) return false;
  const given = tongueOf(text);
  if (given === null) return false;
  const differs = (wanted: Tongue): boolean => wanted !== given && !(wanted === 'pt' && ownWords(text).pt > 0);
  const count = wordsOf(asked).length;
  const last = tongueOf(asked);
  if (count >= TELLING && last !== null) return differs(last);
  const earlier = before.findLast((one) => wordsOf(one).length >= TELLING && tongueOf(one) !== null);
  if (earlier === undefined && count < 2) return false;
  const spoken = [last, earlier === undefined ? null : tongueOf(earlier)].filter((one) => one !== null);
  return spoken.length > 0 && spoken.every(differs);
}
