import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { fits, patternsOf } from './patterns.ts';

/**
 * What no file can settle. `angry`: insults, threats, a complaint. `money`: charged wrongly, wants it back. `own`: about an order or a
 * booking that the person already has, or something bought that was bad.
 */
export type Trouble = 'angry' | 'money' | 'own';

const angry = patternsOf(`
  ladron*, son|unos|que|re|flor chorro|chorros|chorra|chorras|garcas, estaf*, sinverguenza|sinverguenzas, hijo|hijos|hija de puta|mil|re, hdp, pelotudos, boludos de, idiotas, imbeciles, inutiles, incompetente|incompetentes
  chant*, chorreada, fraude, devolvieron|devolvio ~ peor|roto|rota|mal|sucio|sucia|manchado|manchada, peor de lo|como, cagaron, me|nos cagan, son ~ basura|asco|desastre|mierda|verguenza|lo peor, sos|es lo peor, lo peor ~ vi|comi|compre|lugar, una falta de respeto, falta de respeto, no|tiene|tienen nombre ~ que|lo
  maleducado|maleducada|maleducados|maleducadas, mal educado|educada, me|nos trataron|trato|atendieron|atendio ~ mal|pesimo, tratan mal, mala atencion, pesima atencion, mal servicio
  me|nos toman|tomaron el pelo, se rien|burlan|burlaron de, denunci*, defensa al|del consumidor, profeco, sernac, carta documento, mi|un abogado|abogada ~ contra|demanda|mandar, demandar, hacer|hago|hice|haciendo ~ reclamo|queja|denuncia, quiero|quisiera|necesito reclamar|quejarme, quejarme, un|una reclamo|queja
  nunca mas, jamas vuelvo, no vuelvo mas, no compro|vengo mas, me|nos mintieron|mienten|enganaron, mentirosos|mentiroso, grosero|grosera|groseros|groseras, maltrat*, irrespetuoso|irrespetuosa, prepotente, descortes, truchos|trucho|trucha
  me|nos|le|les|lo|la quemaron|arruinaron|rompieron|lastimaron|mancharon|estropearon|perdieron, me|nos|le|lo dejaron ~ mal|quemado|quemada|horrible|peor|hecho|plantado|plantada|plantados|arruinado|pelado|esperando|clavado|clavada, me|nos|le|lo hicieron|hizo ~ mal
  por|es culpa ~ ustedes|tuya|suya|vos|usted, culpa de ustedes, quiero|exijo|necesito|denme ~ solucion, una solucion, no|nadie me|nos solucionan|resuelven|soluciona|resuelve, negligencia, mala praxis, hacerse|haganse cargo, hagan cargo, poca seriedad, poco serio|serios, una burla
  no sirven|sirve para nada, no funciona nada, anda|vayanse|andate|vayan a ~ mierda|cagar|lavar, mala|malisima experiencia, nadie|no me|nos contesta|responde|contestan|responden|atiende, ni|nunca contestan|responden|atienden|aparecieron|vinieron, sigo|seguimos esperando, no puede ser que, como puede ser que, es inadmisible|inaceptable
  me|nos robaron|robo ~ mochila|celular|billetera|plata|cosas|bolso|bici, vendieron|vendiste|vendio ~ trucho|falso|usado|vencido
  scam|scammer|scammers|scammed, thief|thieves, robbers, rip off, ripoff, ripped me|off, liars|liar, asshole|assholes, idiots, i|to ~ complain, complaint|complaints, file|make a complaint, my lawyer, sue you, report you, never coming|buying|again
  still waiting, nobody|noone|no answers|replies|responds|one, worst ~ service|place|food|ever, your|you fault, because of you, ruined my|the|our|everything, stole|stolen|robbed, treated me|us ~ badly|bad|like, lied to, unprofessional, this is ridiculous|unacceptable|outrageous|bullshit
`);

/** Said of us it is anger; said of the weather, of the day or of oneself it is none. */
const mild = patternsOf(`
  que|un desastre, desastre total, mierda, la concha, la|re puta madre, carajo, cagada, basura, un|que|q asco, asqueroso|asquerosa, porqueria|porquerias, pesimo|pesima|pesimos|pesimas, malisimo|malisima|malisimos
  horrible, vergonzoso, lamentable, nefasto, verguenza|verguensa, pelotudo|pelotuda, boludo|boluda de, idiota, imbecil, inutil, mala onda, indignado|indignada|indignante, enojado|enojada, furioso|furiosa, re caliente con, harto|harta de
  cansado|cansada de esperar|que, mentira|mentiras, decepcionado|decepcionada|decepcionante, pinche|pinches, chafa, un chiste
  disgusting|disgusted, disgrace|disgraceful, unacceptable, terrible|horrible|awful|worst ~ service|experience|food|place|staff|ever, is|are|was|were|so|absolutely terrible|awful|horrible
  rude, fuck*, bullshit, shit, idiot, stupid, am|im|so|very|really angry|furious|pissed|upset, fed up, useless, ridiculous
`);
const outside = patternsOf(`
  clima|tiempo|lluvia|llueve|lloviendo|tormenta|calor|frio|humedad|viento|granizo|nieve|neblina|transito|trafico|paro|piquete|subte|colectivo|bondi|tren|micro|gobierno|politica|inflacion|dolar|economia|pais|partido|seleccion|luz|gripe|resfrio|fiebre|cabeza|jefe|vecino|vecina|perro
  soy ~ desastre|boludo|boluda|idiota|inutil|pelotudo|pelotuda|verguenza, que boludo|boluda|tonto|tonta|verguenza soy|perdon|disculpa|preguntar|pedir, que|un|este dia, el|de dia, dia de, mi letra|telefono|celular|memoria
  weather|rain|raining|storm|heat|traffic|train|subway|bus|government|headache|game|boss, my day|phone|memory|spelling|spanish, i am|im ~ idiot|stupid|useless|mess
`);

const money = patternsOf(`
  cobraron|cobraste|cobro|cobran|cobraban|debitaron|descontaron ~ de mas, cobraron|cobraste|cobro|cobran|debitaron|facturaron ~ mal, cobraron|cobraste|cobro|debitaron|descontaron|pague|transferi|pago|deposite ~ dos|tres|doble|#|varias veces|vez
  cobraron|cobraste|debitaron|descontaron ~ doble|otra|demas|incorrecto|duplicado|erroneo|algo|plata|dinero, cobraron|cobraste cualquier|cualquiera, cobraron|cobraste ~ y era|eran|decia|dijeron|tenia, cobraron|cobraste ~ gratis|bonificado|descuento|promo, rechazado|rechazada|rechazo|fallo ~ pero|y|igual ~ debitaron|descontaron|cobraron|debito, cobro duplicado|doble|indebido|erroneo|de, doble cobro, me|nos cobraron|cobraste|debitaron ~ que|lo|y no, cobraron|cobraste|debitaron|descontaron|cobro ~ ya|y|despues|igual|aunque ~ cancelado|cancele|cancelada|baja|pague|pagado, cobraron|debitaron ~ igual, sigue|siguen|seguis cobrando|debitando|descontando, transferi|pague|deposite|pagamos|transferimos ~ y ~ no|nadie|nunca, pague|transferi ~ de mas, pague doble, transferencia|transferi|pago|pague|sena|deposito ~ y no, transferencia|transferi|pague|sena ~ no me|nos confirman|confirmaron|contestan|responden
  mal|mas el vuelto|cambio, me falto|faltaba|falta vuelto|plata|dinero, me|nos dieron|diste ~ mal el|el vuelto mal, vuelto mal|equivocado, me|nos dieron mal
  devuelvan|devuelvanme|devolveme|devuelveme|devuelvas|devolvieron|devolvio|devuelven|devolverme|devolvernos ~ plata|dinero|pago|guita|sena|importe, reintegren|reembolsen|reintegraron|reembolsaron, quiero|exijo|necesito|pido ~ reembolso|reintegro|devolucion|plata, mi plata|dinero|guita, no ~ acredito|acreditaron|impacto|figura ~ pago|transferencia|plata, pago|transferencia no ~ acredito|impacto|figura|entro
  me deben, me estan debiendo, me robaron, nos robaron, cobro que no, un cargo que, plata de mas, pesos de mas, precio distinto, otro precio
  charged ~ twice|double|wrong|wrongly|again|extra, charged me ~ much|more|for, overcharged, overcharge, double charged|charge, wrong charge, wrong amount|change, charge i ~ not|did, keep|still|keeps charging|charged, charged ~ after|although|even|but ~ cancel|cancelled|canceled|paid, my money ~ back, want ~ my money, want|need|demand|give ~ refund, refund me, paid|transferred ~ and ~ nothing|no|never|not|nobody, paid twice, payment ~ not ~ through, you owe me
`);

const own = patternsOf(`
  mi|mis|nuestro pedido|encargo|envio|paquete|compra|torta ~ no|nunca|todavia|aun, el|la pedido|paquete|encargo|torta ~ no|nunca ~ llego|llega|vino|aparece|trajeron, mi|nuestro pedido|encargo|envio|paquete|compra|reserva|turno|torta ~ llego|llega|llegar|viene|esta|estado|demora|demorado|retrasado|listo|lista|sale|salio, donde|cuando|hace|por ~ mi|nuestro|nuestra pedido|envio|paquete|encargo|torta|compra|delivery, todavia|aun no llego|llega|vino|vinieron|trajeron|aparecio, donde|cuando ~ esta|llega|viene|sale el pedido|paquete
  onda|paso|pasa|novedad|novedades|noticias|sabe|ya ~ mi|nuestro|nuestra pedido|encargo|envio|paquete|compra|torta|reserva|turno, hace ~ hora|horas|rato|dias|semanas|meses|# ~ espero|esperando|esperamos|espera, pedido|torta|envio|delivery|paquete ~ hace ~ hora|horas|rato|dias
  espero|esperando|espere|esperamos ~ pedido|envio|delivery|paquete|encargo|repartidor, no me|nos trajeron|entregaron|mandaron|llego|llegaron, no ~ llego|llega|trajeron|entregaron|mandaron|recibi|vino ~ pedido|envio|torta|nada|paquete|compra, nunca ~ llego|llegaron|trajeron|entregaron|recibi|mandaron
  cancelar|anular|cambiar|modificar|reprogramar|confirmar|mover|agregar|corregir ~ mi|el|al|un|nuestro|nuestra|la pedido|turno|reserva|encargo|compra|cita|direccion, cancelo|anulo|cancelen|anulen|cambio|confirmo ~ pedido|turno|reserva|encargo|compra|cita
  cambiar|modificar|correr|mover ~ fecha|hora|dia|sabor|cantidad ~ mi|nuestro|nuestra|pedido|encargo|torta|reserva|turno
  hice|hicimos|tengo|tenia|tenemos|encargue|deje ~ pedido|encargo|reserva|turno hecho|hecha|para|ayer|hoy|y|hace|el|a, pedi|pedimos|encargue|compre|compramos ~ y ~ no|vino|llego|trajeron|esta|estaba|era|me|falta|falto
  lo que pedi|encargue|compre, tenia|decia|vino|trajo ~ otro|otra nombre|color|sabor, tenia|tenian ~ gusto|olor|sabor a|raro|feo|rara|fea, llevo|llevamos ~ esperando, # min|minutos|hora|horas ~ esperando, quede|quedamos en|de pasar|retirar|buscar, ya|recien ~ transferi|pague|deposite|abone, acabo de transferir|pagar|depositar|abonar
  vino|llego|vinieron|llegaron|trajeron|dieron|mandaron|entregaron|estaba|estaban|vendieron|recibi ~ mal|roto|rota|rotas|rotos|frio|fria|frias|equivocado|equivocada|crudo|cruda|quemado|quemada|vencido|vencida|podrido|podrida|moho|incompleto|incompleta|duro|dura|viejo|vieja|rancio|rancia|feo|fea|agrio|seco|seca|danado|fallado|aplastada|distinto|tarde|otra|faltando|duras|duros|viejas|viejos|crudas|crudos|secas|secos|feas|feos|rancias|rancios|quemadas|quemados|frios|vencidas|vencidos|podridas|podridos|aplastadas|aplastado|agria|agrias|incompletas|equivocadas|equivocados, en mal estado, mal estado
  con moho|gorgojos|gorgojo|gusanos|gusano|hormigas|bichos|pelos|cucarachas|humedad, un|una pelo|bicho|gorgojo|cucaracha|hormiga|mosca|plastico|vidrio|alambre|gusano ~ en|adentro|dentro, un pelo en, pelo en, un bicho en, un gusano, me intoxique|intoxico|intoxicamos, cayo mal, intoxicacion, me|nos falto|faltaron, me|nos faltan|falto|faltaron #, me|nos falta|faltan ~ pedido|docena|factura|cosas|producto, se equivocaron|confundieron|olvidaron, te|se equivocaste|olvidaron, error en|con ~ pedido|compra|ticket
  my|the order|package|delivery|cake ~ not|never|late|wrong|missing|arrived|arrive|status|cold|broken|hasnt|didnt|isnt, wheres|whens my order|package|delivery|cake|food, where ~ my order|package|delivery|cake|food, when ~ my order|package|delivery, waiting ~ order|delivery|package|hour|hours, cancel|change|modify|track|confirm ~ my order|booking|appointment|reservation
  never arrived|came|received|got, hasnt|didnt|not arrived|arrive|come, wrong order|item|cake|thing, missing item|items|from, was|were|is|came|arrived ~ moldy|mouldy|stale|rotten|raw|burnt|broken|spoiled|expired|cold, hair in, food poisoning, got sick, made me sick
`);

/** Emoji that say it without a word. */
const angryEmoji = /😡|🤬|😠|😤|💩|🖕|👿/u;

/** What trouble a text tells of; the gravest where there are several. */
export function troubleIn(text: string): Trouble | null {
  const words = writtenOut(wordsOf(text)).map((word) => (/^\p{N}+$/u.test(word) ? '#' : word));
  const isMild = () => fits(words, mild) && !fits(words, outside);
  if (angryEmoji.test(text) || fits(words, angry) || isMild()) return 'angry';
  if (fits(words, money)) return 'money';
  return fits(words, own) ? 'own' : null;
}
