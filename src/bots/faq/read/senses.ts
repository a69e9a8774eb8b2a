import { fits, patternsOf, type Patterns } from '../hear/patterns.ts';

/** What a sentence means by how its words stand together, which none of them tells alone. By words that the groups of synonyms have. */
interface Sense {
  patterns: Patterns;
  /** Is meant besides. */
  is?: string[];
  /** Is not meant, though its word is there. */
  isNot?: string[];
}

const day =
  'lunes|martes|miercoles|jueves|viernes|sabado|sabados|domingo|domingos|feriado|feriados|finde|fin|hoy|manana|navidad|semana|tarde|mediodia|siesta|noche';
const open =
  'atienden|atiende|atendes|trabajan|trabaja|trabajando|laburan|labura|laburando|atendiendo|abren|abre|abris|abriendo|cierran|cierra';
const there = `${open}|estan|hay`;

const senses: Sense[] = [
  {
    is: ['horario'],
    patterns: patternsOf(`
      ${open} ~ ${day}, estan|hay ~ domingo|domingos|sabado|sabados|feriado|feriados, ${day} ~ ${there}, que|cuales dia|dias ~ ${there}, a las # ~ ${there}, ${open} ~ el|los #, ${open} ~ enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre, # ~ llego|alcanzo, ${day} ~ los|las encuentro, a partir de que hora, desde que hora, llego|alcanzo a tiempo, ${there} ~ a las #, a las # ~ tienen|hay|llego, despues|antes de las # ~ se puede|puedo|tienen|hay, ${day} ~ se puede|puedo ~ ir|pasar|comprar|retirar, de|horario corrido, ${day} descansan|descansa|descansas, ${day} ~ van|vas|va a estar|trabajar|laburar|atender|abrir, media|cuarto|punto|tarde|noche llego|alcanzo, a las # ~ siguen|sigue, puedo|podria|podemos|puede ir|pasar|venir ahora|ya
      hasta las #, desde las #, ya|todavia|siguen|sigue ~ cerraron|cerro|cerrado|abiertos|abierto|abierta|abren|abrieron|estan|atendiendo, hay alguien, estan ahora, abren|atienden|trabajan temprano
    `),
  },
  {
    is: ['hours'],
    patterns: patternsOf(`
      open|close|closed|work|working|there|around ~ monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|weekends|sundays|saturdays|holidays|tonight|early|late
      monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekends|sundays|saturdays|tonight ~ open|close|closed, what|which day|days, open|close|closing|closed at|by|till|until|before|after #, still open, get there by|at|before
    `),
  },
  {
    isNot: ['trabajo'],
    patterns: patternsOf(`
      al|del|mi|el trabajo|laburo, en el|mi trabajo|laburo, trabajar|laburar|trabajando ~ un rato|ratito, trabajar|laburar ~ con ~ compu|computadora|notebook|laptop|note|wifi|internet, compu|computadora|notebook|laptop|note|wifi ~ trabajar|laburar
      para|a trabajar|laburar ~ ahi|alli|alla|aca|tranquilo|tranquila, de trabajo, ${day} ~ trabajando|laburando, trabajando|laburando ~ ${day}, van|vas|va a ~ trabajando|trabajar|laburar|laburando, trabajan|trabajas|trabaja|laburan con repartidor|repartidores|cadete|cadetes, con repartidor, entro|entramos|salgo|salimos|voy|vuelvo|antes|despues a|de|del laburar|trabajar|trabajo|laburo
    `),
  },
  {
    isNot: ['envio'],
    patterns: patternsOf(
      `mandar|mando|mandarles|mandarte|mandame|mandas|mandan|mandes|manda|enviar|envio|envias|envian|enviame|enviarles|enviarte ~ cv|curriculum|foto|fotos|comprobante|mail|correo|mensaje|lista|audio|mapa|ubicacion|direccion|precios|menu|alias|cbu|link`,
    ),
  },
  {
    isNot: ['precio'],
    patterns: patternsOf(`hora|horas ~ sale|salen, cuando sale|salen`),
  },
  {
    is: ['wifi'],
    patterns: patternsOf(
      `trabajar|laburar|estudiar ~ un rato|ratito, con ~ compu|computadora|notebook|laptop, work|study ~ there|laptop|from`,
    ),
  },
  {
    is: ['pedido', 'encargo'],
    patterns: patternsOf(`
      quiero|quisiera|queria|queremos|necesito|necesitaria|dame|deme|mandame|anotame|anota|guardame|preparame|poneme|haceme|hacenos|reservame|separame|haganme|hagame|anotenme|anoteme|guardenme|guardeme|reservenme|preparenme|prepareme|mandenme|mandeme|apartenme|apartame|ponganme|pongame|denme|comprar|encargar|pedir|llevar #|un|una|dos|tres|cuatro|cinco|seis|media|medio ~ kilo|kilos|docena|docenas|unidades|paquete|paquetes|litro|litros|bandeja|bandejas|caja|cajas|porciones
      quiero|quisiera|queria|necesito|necesitaria|dame|deme #, # docena|docenas|kilo|kilos|unidades ~ para manana|hoy|el|la|las, quiero|quisiera|queria|necesito|necesitaria ~ para manana|hoy, quiero|quisiera|queria|necesito ~ para el lunes|martes|miercoles|jueves|viernes|sabado|domingo
      quiero|necesito|mandame|anotame|preparame|haceme|hacenos # ~ para manana|hoy|el|la|las
    `),
  },
  {
    is: ['order'],
    patterns: patternsOf(
      `want|need|like|get|have|take #|a|two|three|four|half ~ dozen|loaf|loaves|kilo|kilos|box|boxes, save|hold|keep|reserve|put me|us|aside`,
    ),
  },
  {
    is: ['envio'],
    patterns: patternsOf(
      `barrio|barrios|zona|zonas ~ llegan|llegas|llega|mandan|cubren|reparten, que|cuales barrios, hasta cuantos|cuantas|que km|kilometros|cuadras|distancia, cobran|cobras|cobra|sale ~ hasta el|la|mi|barrio|centro|casa, por llevar|traer|llevarlo|traerlo|traerme|mandar|mandarme, dejan|dejas|deja|traen ~ puerta, vivo|estoy|soy ~ ~ llegan|llega|llegas|mandan|traen, km|kilometros|cuadras ~ llegan|llega|llegas|mandan|traen, pueden|podrian ~ traerlo|traerla|traermelo, podes|podrias|puede|pueden|podrian ~ traerme|traernos|mandarme|mandarnos|alcanzarme|alcanzarlo|acercarme|acercarlo|llevarme, hacen|hace|haces|hacer|tienen entrega|entregas, recibo|recibir|recibirlo|recibirla ~ casa|domicilio|trabajo|oficina, traen|traes|trae ~ casa|domicilio, con|tienen|hay|tenes repartidor|repartidores|cadete|cadetes, salir me|nos traen|mandan|traes`,
    ),
  },
  {
    is: ['delivery'],
    patterns: patternsOf(`drop|bring|send ~ off|over|to ~ hotel|hotels|house|home|place|office|door|me`),
  },
  {
    is: ['donde'],
    patterns: patternsOf(
      `mapa, la ubicacion, se|como llegar, los|las encuentro|ubico|hallo|veo, que|cual|cuales ~ calle|calles, su|tu domicilio, calle ~ numero|altura, cuantas|cuantos|pocas cuadras|km|kilometros ~ estan|queda|quedan|es|son, esta|estan|queda|quedan|es|son|andan ~ frente|enfrente|cerca|lejos|mano|lado|vuelta|pegados|esquina, lado|frente|cerca|vuelta ~ estan|queda|quedan, sucursal|sucursales, encuentro ~ local|lugar, como voy|vamos ~ hasta|para|desde, por donde voy|vamos|entro, estan|queda|quedan|estas en|sobre|frente|enfrente|por, que|cual colectivo|bondi|micro|subte|omnibus, zona|barrio|parte|lado|calle andan|anda|estan|quedan|queda|son`,
    ),
  },
  { isNot: ['horario'], patterns: patternsOf(`pedidos ya, ya esta|estan ~ pedido|torta|turno|lista|listo`) },
  { isNot: ['envio'], patterns: patternsOf(`su|tu domicilio`) },
  {
    isNot: ['donde'],
    patterns: patternsOf(
      `a esta|mi direccion, estan|estas ~ rappi|pedidos|pedidosya|uber|didi|glovo|instagram|facebook|whatsapp|tiktok|app|oferta|promo|promocion|${day}`,
    ),
  },
  {
    is: ['mesa'],
    patterns: patternsOf(`
      tomar|tomarlo|comer|comerlo|desayunar|merendar|consumir|almorzar|sentarme|sentarnos|sentarse|quedarme|quedarnos ~ ahi|aca|alli|alla|local|lugar, tomar|tomarme|tomarnos ~ cafe|cafecito|te|mate|merienda|desayuno|chocolatada, ir|voy|vamos a desayunar|merendar|almorzar, quedar|quedarme|quedarse|quedarnos ~ estudiar|trabajar|laburar|leer|rato, lugar|sitio|espacio ~ para|p #, lugar|sitio|espacio ~ para comer|sentarse|sentarnos|desayunar|merendar|tomar
    `),
  },
  {
    is: ['vegano'],
    patterns: patternsOf(`
      tenga|tengan|lleve|lleven|contenga|contengan|alergico|alergica|intolerante ~ leche|lactosa|lacteos|huevo|huevos|manteca
      nada|sin|origen|derivados|producto|productos ~ animal|animales, lleva|llevan|tiene|tienen|contiene|contienen leche|lactosa|lacteos|huevo|huevos|manteca|grasa, como|come|comemos huevo|huevos|lacteos|leche|carne
    `),
  },
  {
    is: ['pago'],
    patterns: patternsOf(
      `banco|bancos|tarjeta|tarjetas ~ promo|promos|descuento|descuentos, descuento|descuentos|promo|promos|promocion ~ banco|tarjeta|efectivo|jubilado|jubilados|jubilada|estudiantes|modo, como ~ abono|abona|abonar|abonamos|abonan, con que ~ abono|abona|abonar|abonamos|abonan`,
    ),
  },
  {
    is: ['vegan'],
    patterns: patternsOf(`
      have|has|contain|contains|without|no|any|with milk|dairy|egg|eggs|butter|lactose, lactose intolerant, allergic to ~ milk|dairy|egg|eggs|lactose
      dont|cant|not eat|drink|have ~ milk|dairy|egg|eggs|meat|butter
    `),
  },
  {
    is: ['job'],
    patterns: patternsOf(
      `looking|searching|need|needing|want ~ baker|cashier|staff|employee|employees|waiter|waitress|workers|worker|receptionist|mechanic|driver`,
    ),
  },
  {
    is: ['trabajo'],
    patterns: patternsOf(
      `necesitan|buscan|precisan|toman|falta ~ alguien|gente|personal|empleado|empleada|ayudante ~ para|en, soy ~ buscan|necesitan|toman, atender|estar en ~ mostrador|caja|salon`,
    ),
  },
  {
    is: ['edad'],
    patterns: patternsOf(`
      hijo|hija|nene|nena|sobrino|sobrina|nino|nina|chico|chica|bebe|hermano|hermana ~ tiene|de|cumple #, tiene|tengo|cumple # anos|anitos|meses, de # anos|anitos|meses
    `),
  },
  { is: ['age'], patterns: patternsOf(`son|daughter|kid|child|boy|girl|brother|sister ~ is|turns #, # years|yo old`) },
  {
    is: ['reserva', 'turno'],
    patterns: patternsOf(
      `cama|camas|habitacion|cuarto|lugar|cupo|turno|hora|espacio ~ para|p|libre|disponible hoy|manana|esta|el|la|este|dos|tres|cuatro|#`,
    ),
  },
];

/** @param words as `writtenOut` gives them. */
export function sensesOf(words: readonly string[]): { is: string[]; isNot: string[] } {
  const seen = words.map((word) => (/^\p{N}+$/u.test(word) ? '#' : word));
  const found = senses.filter(({ patterns }) => fits(seen, patterns));
  const isNot = found.flatMap((sense) => sense.isNot ?? []);
  return { is: found.flatMap(({ is }) => is ?? []).filter((one) => !isNot.includes(one)), isNot };
}
