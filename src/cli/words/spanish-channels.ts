/** What is said of channels, whole. */
export const channelsInSpanish: [string, string][] = [
  ['Correct it, then `optiatiende reload`.', 'Corregilo, y después `optiatiende reload`.'],
  ['See the log.', 'Mirá el registro.'],
  [
    'Give a channel this number: what came for it is read then. Or take the app off that number at Meta, and drop this.',
    'Dale este número a un canal: entonces se lee lo que llegó para él. O sacale la app a ese número en Meta, y descartá esto.',
  ],
];

/** And in parts. */
export const channelsInSpanishParts: [RegExp, string][] = [
  [
    /^no channel has the WhatsApp number with Meta's id (\S+)/,
    'ningún canal tiene el número de WhatsApp con el id de Meta $1',
  ],
  [/^(\w+) refuses the key \((\w+)\): /, '$1 rechaza la clave ($2): '],
];
