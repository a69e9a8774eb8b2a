import type { Outcome } from '../../bots/eval/examine.ts';

/** What `bot eval` and `bot try` say. */
export interface BotWords {
  columns: { line: string; asked: string; outcome: string; why: string };
  outcomes: Record<Outcome, string>;
  /** The share of right ones, and what the others came to. */
  score(right: number, all: number, others: readonly (readonly [Outcome, number])[], median: number): string;
  tooFew(least: number): string;
  tooWrong(most: number): string;
  noBot: string;
  /** How to talk, and how to end it. */
  welcome(kind: string): string;
  person(reason: string): string;
  silent: string;
  did(what: string): string;
  failed(reason: string): string;
  /** The bot leaves it to the next of `BOT`, or to a person. */
  passed: string;
  /** An answer of the model that nobody got, and why. */
  keptBack(text: string, why: string[]): string;
  /** How an answer came about. */
  trace(facts: {
    sources: string[] | null;
    tools: string[];
    tokens: { calls: number; in: number; out: number } | null;
    ms: number;
  }): string;
}

const percent = (part: number, all: number): string => `${Math.round((part / all) * 100)} %`;

const othersOf = (
  others: readonly (readonly [Outcome, number])[],
  all: number,
  names: Record<Outcome, string>,
): string => others.map(([outcome, n]) => ` · ${names[outcome]} ${n} (${percent(n, all)})`).join('');

const outcomesEs = { right: 'bien', menu: 'menú', unsure: 'a medias', wrong: 'MAL' };
const outcomesEn = { right: 'right', menu: 'menu', unsure: 'halfway', wrong: 'WRONG' };

export const botEs: BotWords = {
  columns: { line: 'Línea', asked: 'Se preguntó', outcome: 'Salió', why: 'Por qué' },
  outcomes: outcomesEs,
  score: (right, all, others, median) =>
    `Bien: ${right} de ${all} (${percent(right, all)})${othersOf(others, all, outcomesEs)} · ${median} ms por respuesta`,
  tooFew: (least) => `Se esperaba bien al menos el ${Math.round(least * 100)} %.`,
  tooWrong: (most) => `Se esperaban a lo sumo ${most} mal: respuestas a otra cosa, dadas por seguras.`,
  noBot: 'BOT=none: no hay bot al que preguntarle. Elegí uno con --bot.',
  welcome: (kind) => `Bot: ${kind}. Escribí como un cliente; un número elige una opción. Terminá con Ctrl+D.`,
  person: (reason) => `🔔 Ahora atiende una persona: ${reason}.`,
  silent: '(no dice nada)',
  did: (what) => `(${what})`,
  failed: (reason) => `el bot falló: ${reason}`,
  passed: '(no puede responder: sigue el próximo de BOT, o una persona)',
  keptBack: (text, why) => `✋ No salió: «${text}»${why.length > 0 ? `, porque ${why.join('; ')}` : ''}`,
  trace: ({ sources, tools, tokens, ms }) =>
    [
      ...(sources === null ? [] : [sources.length > 0 ? `📎 ${sources.join('; ')}` : 'sin pasajes']),
      ...(tools.length > 0 ? [`🔧 ${tools.join(', ')}`] : []),
      ...(tokens === null
        ? []
        : [`${tokens.calls} ${tokens.calls === 1 ? 'llamada' : 'llamadas'}, ${tokens.in} + ${tokens.out} tokens`]),
      `${ms} ms`,
    ].join(' · '),
};

export const botEn: BotWords = {
  columns: { line: 'Line', asked: 'Asked', outcome: 'Came out', why: 'Why' },
  outcomes: outcomesEn,
  score: (right, all, others, median) =>
    `Right: ${right} of ${all} (${percent(right, all)})${othersOf(others, all, outcomesEn)} · ${median} ms an answer`,
  tooFew: (least) => `At least ${Math.round(least * 100)} % were to be right.`,
  tooWrong: (most) => `At most ${most} were to be wrong: answers to something else, given as sure.`,
  noBot: 'BOT=none: there is no bot to ask. Choose one with --bot.',
  welcome: (kind) => `Bot: ${kind}. Write as a customer would; a number takes an option. End with Ctrl+D.`,
  person: (reason) => `🔔 A person answers now: ${reason}.`,
  silent: '(says nothing)',
  did: (what) => `(${what})`,
  failed: (reason) => `the bot failed: ${reason}`,
  passed: '(it cannot answer: the next of BOT does, or a person)',
  keptBack: (text, why) => `✋ Not sent: “${text}”${why.length > 0 ? `, because ${why.join('; ')}` : ''}`,
  trace: ({ sources, tools, tokens, ms }) =>
    [
      ...(sources === null ? [] : [sources.length > 0 ? `📎 ${sources.join('; ')}` : 'no passages']),
      ...(tools.length > 0 ? [`🔧 ${tools.join(', ')}`] : []),
      ...(tokens === null
        ? []
        : [`${tokens.calls} ${tokens.calls === 1 ? 'call' : 'calls'}, ${tokens.in} + ${tokens.out} tokens`]),
      `${ms} ms`,
    ].join(' · '),
};
