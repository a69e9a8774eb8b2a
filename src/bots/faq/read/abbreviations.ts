/** How people shorten words on a phone, and what they mean; several words where they do. As `wordsOf` gives them. */
const shortened = `
  q que, k que, ke que, kien quien, x por, xq porque, pq porque, porq porque, xa para, pa para, p para, pal para el, d de, c con, m me, t te
  tmb tambien, tb tambien, tbn tambien, tmbn tambien, bn bien, dnd donde, dond donde, ond donde, adonde donde, cdo cuando, cnd cuando
  cto cuanto, cuant cuanto, cnto cuanto, qnto cuanto, hr hora, hrs horas, hs horas, finde fin de semana, dom domingo, sab sabado, vie viernes
  efvo efectivo, efect efectivo, transf transferencia, tarj tarjeta, dto descuento, desc descuento, ubi ubicacion, dir direccion, dire direccion, direc direccion, direcc direccion
  tel telefono, cel celular, nro numero, num numero, kg kilo, kgs kilos, kl kilo, doc docena, cant cantidad, aprox aproximadamente
  wsp whatsapp, wpp whatsapp, wasap whatsapp, wapp whatsapp, msj mensaje, msg mensaje, info informacion, cumple cumpleanos
  toy estoy, sta esta, stan estan, nesecito necesito, nececito necesito, ntonces entonces, graxias gracias, grasias gracias, grasia gracias, grax gracias, pls por favor
  sintacc sin tacc, sintac sin tacc, singluten sin gluten, sinlactosa sin lactosa, kiero quiero, kisiera quisiera, kuanto cuanto
  porfa por favor, porfis por favor, plis por favor, ig instagram, insta instagram, fb facebook
  u you, ur your, r are, ppl people, bday birthday, thx thanks, tnx thanks, plz please, w with, wo without, tmrw tomorrow
`;

const meant = new Map(
  shortened
    .trim()
    .split(/\s*[,\n]\s*/u)
    .map((pair) => {
      const [short = '', ...words] = pair.split(' ');
      return [short, words] as const;
    }),
);

/** Writes out what was shortened: `['dnd', 'estan']` → `['donde', 'estan']`. */
export const writtenOut = (words: readonly string[]): string[] => words.flatMap((word) => meant.get(word) ?? [word]);
