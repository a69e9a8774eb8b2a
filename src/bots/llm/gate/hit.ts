/** What is wrong with an answer that was about to leave. */
export type HitKind =
  | 'link'
  | 'email'
  | 'phone'
  | 'price'
  | 'percent'
  | 'dose'
  | 'canary'
  | 'prompt'
  | 'secret'
  | 'tools'
  | 'role'
  | 'deed'
  | 'promise'
  | 'dictated'
  | 'off_topic'
  | 'unfounded'
  | 'language'
  | 'long';

/** Everything that an answer is held against. */
export interface GateContext {
  /** What may be said as it stands: the operator's prompt, passages, results of tools, words of the team, what the bot said before. */
  trusted: readonly string[];
  /** Of these the ones that customers may read whole: passages and results of tools. */
  open: readonly string[];
  /** The customer's own words, up to now. */
  said: string;
  /** Those of this turn. */
  asked: string;
  /** Those before it, a message each, oldest first. */
  before: readonly string[];
  /** What is kept: the operator's prompt and our rules. */
  kept: string;
  canaries: readonly string[];
  /** Keys and tokens of the settings. */
  secrets: readonly string[];
  /** Names of tools, and hosts they are at. */
  tools: readonly string[];
  /** What tools of the operator did in this turn: nothing, looked something up, changed something. */
  did: 'nothing' | 'looked' | 'changed';
  /** Only what stands in papers and results of tools may be said (`BOT_STRICT`). */
  strict: boolean;
  /** There are files of knowledge to rest on. */
  informed: boolean;
  /** Whether a word stands anywhere in them. */
  knows: (word: string) => boolean;
}

/** Sentences, and lines, of a text. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/).filter((one) => /[\p{L}\p{N}]/u.test(one));
}

/** Politeness with a "no" in it that denies nothing. */
const NO_DENIAL =
  /\bno (hay )?(problema|problem|worries|doubt)\b|\bno te preocupes?\b|\bno se preocupe\b|\bsin duda\b|\bc[oó]mo no\b|\bwhy not\b|\bno hay drama\b/gi;
const DENIAL =
  /\b(no|not|never|nunca|tampoco|cannot|can['’]?t|won['’]?t|don['’]?t|doesn['’]?t|isn['’]?t|unable|jam[aá]s|sin)\b/i;

/** Whether the words before a place in a sentence, within its part of it, deny what comes there. */
export function isDenied(sentence: string, at = sentence.length): boolean {
  const before = sentence.slice(0, at).replace(NO_DENIAL, ' ');
  const part = before.split(/[,;]|\b(?:pero|but|aunque|though|igual)\b/i).at(-1) ?? '';
  return DENIAL.test(part.trim().split(/\s+/).slice(-8).join(' '));
}

const HEARD =
  /\b(anot\w*|anoto|recib\w+|dijiste|dijeron|dec[ií]s|dices|mencion\w+|pagaste|escribiste|pediste|pasaste|pasaron|mandaste|enviaste|comentas|comentaste|viste|presupuesto|alcanz\w+|noted|received|you (said|told|sent|paid|wrote|asked|saw|mention\w*)|were told|budget|enough|afford)\b|\b(tu|su|your) (mail|correo|e-?mail|n[uú]mero|number|tel[eé]fono|phone|web|sitio|site|website|mensaje|message)\b|\b(tu|your) (dni|documento|turno|pedido|order|appointment)\b/i;
/** Regrets, and what is left to a person. */
const REGRETS =
  /\b(lament\w*|siento|entiendo|disculp\w*|perd[oó]n\w*|comprendo|sorry|apolog\w*|understand|desculp\w*|entendo|sinto)\b|\b(persona|alguien) del equipo\b|\b(person|somebody) of the team\b|\b(paso|pasar|derivo|derivar|comunico|consult\w+|avis\w+|connect|hand|transfer|ask)\b[^.]{0,60}\b(persona|equipo|compa[ñn]er[oa]|person|team|colleague|pessoa|equipe)\b/iu;

/** Whether a sentence notes what the customer said, is sorry about it, or leaves it to a person: it claims nothing of its own. */
export const onlyHears = (sentence: string): boolean =>
  /\?/.test(sentence) || isDenied(sentence) || HEARD.test(sentence) || REGRETS.test(sentence);

/** What is said to be so, whoever said it first. */
const AFFIRMS =
  /\b(cuestan?|salen?|valen?|est[aá] a|precio|costs?|is|are|price|te lo? (?:dejo|dejamos|hago|hacemos|mantengo|mantenemos)|confirm\w*|correct[oa]?|exacto|as[ií] es)\b/i;
const AS_SAID = /\b(?:(?:tal )?como|seg[uú]n|as)\s+(?:\w+\s+){0,2}$/i;

/** The part of a sentence that a place stands in. */
function partAt(sentence: string, at: number): string {
  const parts = /[,;:]\s|\b(?:pero|but|aunque|though)\b/gi;
  let from = 0;
  for (const { index, 0: sign } of sentence.matchAll(parts)) {
    if (index >= at) return sentence.slice(from, index);
    from = index + sign.length;
  }
  return sentence.slice(from);
}

/** Whether a sentence only takes up what the customer said there, by asking, denying or noting it, and does not confirm it. */
export function takesUp(sentence: string, at: number): boolean {
  if (/\?/.test(sentence) || isDenied(sentence, at)) return true;
  const part = partAt(sentence, at);
  const heard = (text: string) => {
    const match = HEARD.exec(text);
    return match !== null && !AS_SAID.test(text.slice(0, match.index));
  };
  return AFFIRMS.test(part) ? heard(part) : heard(sentence);
}
