import { formOf } from './stem.ts';

/**
 * Words that many sentences hold around their topic: family, days, coming and going, wanting and thinking. Unlike stop-words they may be
 * what a question of the file is about; where they are not, they hardly count.
 */
const list = `
  hijo hija nene nena sobrino sobrina mama papa madre padre abuela abuelo hermano hermana marido mujer esposa esposo novia novio amigo amiga
  familia vecino vecina senora senor cliente clienta chico chica gente alguien nadie
  lunes martes miercoles jueves viernes sabado domingo semana mes ano dia noche tarde ayer anoche rato momento minuto vez veces finde fin
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  hacen hace haces hacer hago hicieron trabajan manejan usan aceptan acepta aceptas reciben recibe recibis permiten ofrecen dan das dar tienen
  paso pasar pase pasamos venir vengo viene vienen voy ir vamos fui iba llevar llevo traer traigo comprar compro compre busco buscar ver mirar
  conocer vivir vivo vivimos ando andan quedan queda quedo encontrar conseguir elegir usar agarrar agarran meter sacar poner pongo dejar dejo llegar llego
  gusta gustan encanta parece creo pienso digo dijeron comentaron recomendaron recomiendan conviene interesa interesado interesada averiguando
  cerca lejos grande chico nuevo nueva rico rica riquisimo lindo linda mejor peor igual despues antes siempre nunca todavia aun recien primero
  primera local negocio lugar tienda comercio zona centro barrio ciudad casa calle auto tema cosa onda idea manera forma tipo clase caso problema
  normalmente actualmente medio menos mas ultimo tanto poco bastante completo necesario posible seguro
  know wondering anyone someone today tonight morning afternoon evening week weekend monday tuesday wednesday thursday friday saturday sunday
  come coming go going bring pick buy see look looking find live near nearby place shop store friend family mom dad wife husband
  guys guy thing stuff maybe possible really still already make makes use accept take takes
`;

const forms = new Set(list.trim().split(/\s+/u).map(formOf));

export const isWeak = (word: string): boolean => forms.has(formOf(word));
