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
  atienden atiende atender laburan labura laburas trabaja queremos pensando pensabamos contarte cuento sabemos acuerdo acordas salgo salimos entro entrar pasaria pasarian
  suegra suegro cunada cunado primo prima tio tia nieto nieta hermanito pareja bebe jefe jefa companero companera vecinos
  temprano tarde tardecita mediodia siesta minutos horita cuadra cuadras kilometro kilometros metros esquina cercano cercana lado frente atras arriba abajo
  vacaciones finde proximo proxima siguiente pasado pasada viene quincena quedo quedaria saldria serviria sirve conseguir recomendas recomendacion recomienda ayudar ayudes ayuden
  enterar entere vi vimos anuncio publicacion pagina instagram facebook google internet salio aparece figura decia dicen
  chico chica chiquito chiquita grandecito viejito viejita pobre verdad sinceramente urgente rapido rapidito ya mismo apuro ganas suerte
  docena docenas kilo kilos gramos gramo unidad unidades porcion porciones paquete paquetes litro litros
  whatsapp llega llegan llegas llegamos surtida surtido surtidas surtidos variada variadas mixta
  send show give tell know wondering anyone someone today tonight morning afternoon evening week weekend monday tuesday wednesday thursday friday saturday sunday
  come coming go going bring pick buy see look looking find live near nearby place shop store friend family mom dad wife husband
  yall folks dude buddy hoping planning thinking trying visiting passing by around area later earlier soon next last month girlfriend boyfriend gf bf partner kid brother sister
  guys guy thing stuff maybe possible really still already make makes use accept take takes
`;

const forms = new Set(list.trim().split(/\s+/u).map(formOf));

export const isWeak = (word: string): boolean => forms.has(formOf(word));
