import type { QuestionGroup } from '../../turn/question-groups.ts';

/** What `questions` says. */
export interface QuestionsWords {
  none: string;
  /** Nothing open, and so many that are done, dismissed or found by themselves. */
  noneOpen(others: number): string;
  head(group: Pick<QuestionGroup, 'count' | 'people'>, last: string): string;
  /** What came of it. */
  became(became: QuestionGroup['became']): string;
  chosen(words: string[]): string;
  answered(words: string): string;
  states: Record<'done' | 'dismissed', string>;
  noBot: string;
  more(shown: number, all: number): string;
  next: string;
  marked: Record<'done' | 'dismissed' | 'open', (count: number) => string>;
  missing(ids: number[]): string;
}

const quoted = (words: string[]) => words.map((one) => `«${one}»`).join(' · ');

export const questionsEn: QuestionsWords = {
  none: 'No questions without an answer.',
  noneOpen: (others) => `No open questions; ${others} are done, dismissed or were found: see them with --all.`,
  head: ({ count, people }, last) => `${count} × by ${people === 1 ? '1 person' : `${people} people`}, last ${last}`,
  became: ({ person, chosen, nothing }) =>
    [
      ...(person > 0 ? [`${person} went to a person`] : []),
      ...(nothing > 0 ? [`${nothing} went no further`] : []),
      ...(chosen > 0 ? [`${chosen} more found it in the list`] : []),
    ].join(', '),
  chosen: (words) => `they chose: ${quoted(words)}`,
  answered: (words) => `a person answered: «${words}»`,
  states: { done: 'done', dismissed: 'dismissed' },
  noBot: 'no bot could answer',
  more: (shown, all) => `These are the ${shown} asked most of ${all}; more with --limit.`,
  next: 'Once it stands in your file or folder: `optiatiende questions done NUMBER`. Not worth an answer, also later: `optiatiende questions dismiss NUMBER`.',
  marked: {
    done: (count) => `${count} marked as done; they come back if they are asked again.`,
    dismissed: (count) => `${count} dismissed, with all that will be like them.`,
    open: (count) => `${count} open again.`,
  },
  missing: (ids) => `No question has the number ${ids.join(', ')}: see \`optiatiende questions --all\`.`,
};

export const questionsEs: QuestionsWords = {
  none: 'No hay preguntas sin respuesta.',
  noneOpen: (others) =>
    `No hay preguntas abiertas; ${others} están hechas, descartadas o se encontraron: miralas con --all.`,
  head: ({ count, people }, last) =>
    `${count} × de ${people === 1 ? '1 persona' : `${people} personas`}, última ${last}`,
  became: ({ person, chosen, nothing }) =>
    [
      ...(person > 0 ? [`${person} ${person === 1 ? 'pasó' : 'pasaron'} a una persona`] : []),
      ...(nothing > 0 ? [`${nothing} ${nothing === 1 ? 'quedó' : 'quedaron'} ahí`] : []),
      ...(chosen > 0 ? [`${chosen} más lo ${chosen === 1 ? 'encontró' : 'encontraron'} en la lista`] : []),
    ].join(', '),
  chosen: (words) => `eligieron: ${quoted(words)}`,
  answered: (words) => `una persona respondió: «${words}»`,
  states: { done: 'hecha', dismissed: 'descartada' },
  noBot: 'ningún bot pudo responder',
  more: (shown, all) => `Estas son las ${shown} más preguntadas de ${all}; hay más con --limit.`,
  next: 'Cuando esté en tu archivo o carpeta: `optiatiende questions done NÚMERO`. Si no merece respuesta, tampoco más adelante: `optiatiende questions dismiss NÚMERO`.',
  marked: {
    done: (count) =>
      `${count} ${count === 1 ? 'marcada como hecha; vuelve' : 'marcadas como hechas; vuelven'} si se preguntan otra vez.`,
    dismissed: (count) =>
      `${count} ${count === 1 ? 'descartada' : 'descartadas'}, con todas las parecidas que lleguen.`,
    open: (count) => `${count} ${count === 1 ? 'abierta' : 'abiertas'} otra vez.`,
  },
  missing: (ids) => `Ninguna pregunta tiene el número ${ids.join(', ')}: mirá \`optiatiende questions --all\`.`,
};
