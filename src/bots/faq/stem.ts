/** Words that every business is asked with, and that mean the same there. The first of each group stands for it. */
const synonyms = new Map(
  [
    'cuesta cuestan costo costos sale salen vale valen precio precios tarifa tarifas',
    'abren abre abrir abris abierto abierta abiertos abiertas',
    'cierran cierra cerrar cerrado cerrados',
    'direccion ubicacion ubicados domicilio queda',
    'pagar pago pagos pagan abonar abono',
    'enviar envio envios envian mandan reparten delivery',
    'price prices cost costs pricing',
    'open opens opening',
    'close closes closing closed',
    'address location located',
    'pay paying payment payments',
    'deliver delivers deliveries ship shipping',
  ].flatMap((line) => {
    const group = line.split(' ').map((word) => sound(stem(word)));
    return group.map((key): [string, string] => [key, group[0]!]);
  }),
);

/**
 * What words are compared by: plural, gender, the commonest verb endings and the usual slips of Spanish spelling are
 * gone (`tortas` → `tort`, `embíos` and `envíos` → `enbi`).
 *
 * @param word As `wordsOf` gives it.
 */
export function keyOf(word: string): string {
  const key = sound(stem(word));
  return synonyms.get(key) ?? key;
}

/**
 * Deliberately weak: what it leaves apart the fuzzy search still joins, and what it joined wrongly nobody could take
 * apart again. The result has 3 letters at least where the word had.
 */
function stem(word: string): string {
  let part = word;
  if (part.length > 4 && /[nlrdz]es$/.test(part)) part = part.slice(0, -2);
  else if (part.length > 3 && /[^s]s$/.test(part)) part = part.slice(0, -1);
  if (part.length > 6 && part.endsWith('ing')) part = part.slice(0, -3);
  else if (part.length > 4 && /[aei][nr]$/.test(part)) part = part.slice(0, -1);
  if (part.length > 4 && /[aeoy]$/.test(part)) part = part.slice(0, -1);
  return part;
}

/** One letter for each sound that Spanish writes in several ways; English words suffer it alike on both sides. */
function sound(part: string): string {
  return part
    .replace(/^h(?=.{3})/u, '')
    .replace(/v/g, 'b')
    .replace(/mb/g, 'nb')
    .replace(/z|c(?=[ei])/g, 's')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/ll/g, 'y')
    .replace(/qu(?=[ei])|k/g, 'c');
}
