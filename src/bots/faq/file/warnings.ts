/** Something in the file that is allowed and hardly meant. */
export interface Warning {
  line: number;
  kind: keyof typeof says.en;
  /** The line, the question or the word that it is about. */
  about: string;
}

const says = {
  es: {
    openComment: () =>
      'acá empieza un comentario (<!--) que no termina: se oculta hasta el próximo título. Cerralo con -->.',
    openFence: () => 'acá empieza un bloque de código (```) que no termina: se toma como texto. Cerralo con ```.',
    headingsInFence: (count: string) =>
      `en el bloque de código (\`\`\`) que empieza acá hay líneas con ## (${count}): no son preguntas. Fijate si falta cerrarlo antes.`,
    noHeading: (text: string) =>
      `"${text}" parece una pregunta, pero es parte de la respuesta de arriba. Si es una pregunta, ponele ## adelante.`,
    quoteBelow: (question: string) =>
      `las líneas con > debajo de la respuesta a "${question}" las ve el cliente. Otras formas de preguntar van entre la pregunta y la respuesta.`,
    dashes: (question: string) =>
      `las líneas con - debajo de "${question}" las ve el cliente. Otras formas de preguntar empiezan con >.`,
    badMark: (mark: string) =>
      `"${mark}" no se entiende: después de "> then:" va "person", y después de "> ask:" una pregunta.`,
    unquotedMark: (text: string) => `"${text}" la ve el cliente. Para que sea una marca, empezá la línea con >.`,
    strayEnd: () =>
      'acá termina un comentario (-->) que no empezó: la línea la ve el cliente. Falta un <!-- más arriba.',
    notUtf8: (encoding: string) =>
      `el archivo no está en UTF-8: se leyó como ${encoding}. Fijate si las tildes y las ñ salen bien, y guardalo como UTF-8.`,
    badSynonyms: (text: string) =>
      `"${text}" no dice qué palabras son iguales. Escribilo así: > sinónimos: mp = mercado pago.`,
  },
  en: {
    openComment: () =>
      'a comment (<!--) begins here and never ends: it is hidden up to the next heading. Close it with -->.',
    openFence: () => 'a block of code (```) begins here and never ends: it is taken as text. Close it with ```.',
    headingsInFence: (count: string) =>
      `the block of code (\`\`\`) that begins here has lines with ## in it (${count}): they are no questions. See whether it should be closed before.`,
    noHeading: (text: string) =>
      `"${text}" looks like a question, but is part of the answer above. If it is a question, put ## in front of it.`,
    quoteBelow: (question: string) =>
      `customers see the lines with > below the answer to "${question}". Other ways to ask stand between question and answer.`,
    dashes: (question: string) => `customers see the lines with - below "${question}". Other ways to ask begin with >.`,
    badMark: (mark: string) =>
      `"${mark}" is not understood: after "> then:" comes "person", after "> ask:" a question.`,
    unquotedMark: (text: string) => `customers see "${text}". To make it a mark, begin the line with >.`,
    strayEnd: () => 'a comment (-->) ends here that never began: customers see the line. A <!-- is missing above.',
    notUtf8: (encoding: string) =>
      `the file is not UTF-8: it was read as ${encoding}. See whether its accents are right, and save it as UTF-8.`,
    badSynonyms: (text: string) =>
      `"${text}" does not tell which words are the same. Write it so: > synonyms: mp = mercado pago.`,
  },
};

/** For the operator; the file's name and the line go in front. */
export const warningText = ({ kind, about }: Warning, language: 'es' | 'en'): string => says[language][kind](about);
