import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { fits, patternsOf } from './patterns.ts';

/**
 * What no file can settle. `angry`: insults, threats, a complaint. `money`: charged wrongly, wants it back. `own`: about an order or a
 * booking that the person already has, or something bought that was bad.
 */
export type Trouble = 'angry' | 'money' | 'own';

const angry = patternsOf(`
  ladron*, son|unos|que|re|flor chorro|chorros|chorra|chorras|garcas, estaf*, sinverguenza|sinverguenzas, verguenza|verguensa, hijo|hijos|hija de puta|mil|re, hdp, pelotudo|pelotudos|pelotuda
  boludo|boludos de, idiota|idiotas, imbecil|imbeciles, inutil|inutiles, incompetente|incompetentes, mierda, la concha, la|re puta madre, carajo, cagada, cagaron, me|nos cagan, son|es|una|un basura
  un|que|q asco, asqueroso|asquerosa, desastre total, que|un desastre, porqueria|porquerias, pesimo|pesima|pesimos|pesimas, malisimo|malisima|malisimos, horrible, vergonzoso, lamentable, nefasto, una falta de respeto, falta de respeto
  maleducado|maleducada|maleducados|maleducadas, mal educado|educada, me|nos trataron|trato|atendieron|atendio ~ mal|pesimo, tratan mal, mala atencion, pesima atencion, mal servicio
  me|nos toman|tomaron el pelo, se rien|burlan de, denunci*, defensa al|del consumidor, carta documento, mi|un abogado|abogada ~ contra|demanda|mandar, demandar, hacer|hago|hice|haciendo ~ reclamo|queja|denuncia, quiero|quisiera|necesito reclamar|quejarme, quejarme, un|una reclamo|queja
  indignado|indignada|indignante, enojado|enojada, furioso|furiosa, re caliente con, harto|harta de, cansado|cansada de esperar|que, nunca mas, jamas vuelvo, no vuelvo mas, no compro|vengo mas, me|nos mintieron|mienten|enganaron, mentirosos|mentiroso, mentira|mentiras, mala onda, grosero|grosera|groseros|groseras, maltrat*, irrespetuoso|irrespetuosa, prepotente, descortes, me|nos|le quemaron|arruinaron|rompieron|lastimaron|mancharon|estropearon|perdieron, truchos|trucho|trucha
  anda|vayanse|andate|vayan a ~ mierda|cagar|lavar, mala|malisima experiencia, decepcionado|decepcionada|decepcionante, nadie|no me|nos contesta|responde|contestan|responden|atiende, sigo|seguimos esperando, no puede ser que, es inadmisible|inaceptable
  scam|scammer|scammers|scammed, thief|thieves, robbers, rip off, ripoff, ripped me|off, liars|liar, disgusting|disgusted, disgrace|disgraceful, unacceptable, terrible|horrible|awful|worst ~ service|experience|food|place|staff|ever, is|are|was|were|so|absolutely terrible|awful|horrible
  rude, fuck*, bullshit, shit, asshole|assholes, idiots|idiot, stupid, i|to ~ complain, complaint|complaints, file|make a complaint, my lawyer, sue you, report you, am|im|so|very|really angry|furious|pissed|upset, fed up, never coming|buying|again, useless, ridiculous, still waiting, nobody answers|replies|responds
`);

const money = patternsOf(`
  cobraron|cobraste|cobro|cobran|cobraban|debitaron|descontaron ~ de mas, cobraron|cobraste|cobro|cobran|debitaron|facturaron ~ mal, cobraron|cobraste|cobro|debitaron|descontaron|pague|transferi|pago|deposite ~ dos|tres|doble|2|3|varias veces|vez
  cobraron|cobraste|debitaron|descontaron ~ doble|otra|demas|incorrecto|duplicado|erroneo|algo|plata|dinero, cobro duplicado|doble|indebido|erroneo|de, doble cobro, me|nos cobraron|cobraste|debitaron ~ que|lo|y no, transferi|pague|deposite|pagamos|transferimos ~ y ~ no|nadie|nunca, pague|transferi ~ de mas, pague doble, transferencia|transferi|pago|pague|sena|deposito ~ y no, transferencia|transferi|pague|sena ~ no me|nos confirman|confirmaron|contestan|responden
  mal|mas el vuelto|cambio, me falto|faltaba|falta vuelto|plata|dinero, me|nos dieron|diste ~ mal el|el vuelto mal, vuelto mal|equivocado, me|nos dieron mal
  devuelvan|devuelvanme|devolveme|devuelveme|devuelvas|devolvieron|devolvio|devuelven|devolverme|devolvernos ~ plata|dinero|pago|guita|sena|importe, reintegren|reembolsen|reintegraron|reembolsaron, quiero|exijo|necesito|pido ~ reembolso|reintegro|devolucion|plata, mi plata|dinero|guita, no ~ acredito|acreditaron|impacto|figura ~ pago|transferencia|plata, pago|transferencia no ~ acredito|impacto|figura|entro
  me deben, me estan debiendo, me robaron, nos robaron, cobro que no, un cargo que, plata de mas, pesos de mas, precio distinto, otro precio
  charged ~ twice|double|wrong|wrongly|again|extra, charged me ~ much|more|for, overcharged, overcharge, double charged|charge, wrong charge, wrong amount|change, charge i ~ not|did, my money ~ back, want ~ my money, want|need|demand|give ~ refund, refund me, paid|transferred ~ and ~ nothing|no|never|not|nobody, paid twice, payment ~ not ~ through, you owe me
`);

const own = patternsOf(`
  mi|mis|nuestro pedido|encargo|envio|paquete|compra|torta ~ no|nunca|todavia|aun, el|la pedido|paquete|encargo|torta ~ no|nunca ~ llego|llega|vino|aparece|trajeron, mi|nuestro pedido|encargo|envio|paquete|compra|reserva|turno|torta ~ llego|llega|llegar|viene|esta|estado|demora|demorado|retrasado|listo|lista|sale|salio, donde|cuando|hace|por ~ mi|nuestro pedido|envio|paquete|encargo, donde|cuando ~ esta|llega|viene|sale el pedido|paquete
  espero|esperando|espere|esperamos ~ pedido|envio|delivery|paquete|encargo|repartidor, no ~ llego|llega|trajeron|entregaron|mandaron|recibi|vino ~ pedido|envio|torta|nada|paquete|compra, nunca ~ llego|llegaron|trajeron|entregaron|recibi|mandaron
  cancelar|anular|cambiar|modificar|reprogramar|confirmar|mover|agregar|corregir ~ mi|el|al|un|nuestro|nuestra|la pedido|turno|reserva|encargo|compra|cita|direccion, cancelo|anulo|cancelen|anulen|cambio|confirmo ~ pedido|turno|reserva|encargo|compra|cita
  hice|hicimos|tengo|tenia|tenemos|encargue|deje ~ pedido|encargo|reserva|turno hecho|hecha|para|ayer|hoy|y|hace|el|a, pedi|pedimos|encargue|compre|compramos ~ y ~ no|vino|llego|trajeron|esta|estaba|era|me|falta|falto
  vino|llego|vinieron|llegaron|trajeron|dieron|mandaron|entregaron|estaba|estaban|vendieron|recibi ~ mal|roto|rota|rotas|rotos|frio|fria|frias|equivocado|equivocada|crudo|cruda|quemado|quemada|vencido|vencida|podrido|podrida|moho|incompleto|incompleta|duro|dura|viejo|vieja|rancio|rancia|feo|fea|agrio|seco|seca|danado|fallado|aplastada|distinto|tarde|otra|faltando, en mal estado, mal estado
  con moho, un pelo en, pelo en, un bicho en, un gusano, me intoxique|intoxico|intoxicamos, cayo mal, intoxicacion, me|nos falto|faltaron, me|nos falta|faltan ~ pedido|docena|factura|cosas|producto, se equivocaron|confundieron|olvidaron, te|se equivocaste|olvidaron, error en|con ~ pedido|compra|ticket
  my|the order|package|delivery|cake ~ not|never|late|wrong|missing|arrived|arrive|status|cold|broken|hasnt|didnt|isnt, where ~ my order|package|delivery|cake|food, when ~ my order|package|delivery, waiting ~ order|delivery|package|hour|hours, cancel|change|modify|track|confirm ~ my order|booking|appointment|reservation
  never arrived|came|received|got, hasnt|didnt|not arrived|arrive|come, wrong order|item|cake|thing, missing item|items|from, was|were|is|came|arrived ~ moldy|mouldy|stale|rotten|raw|burnt|broken|spoiled|expired|cold, hair in, food poisoning, got sick, made me sick
`);

/** Emoji that say it without a word. */
const angryEmoji = /😡|🤬|😠|😤|💩|🖕|👿/u;

/** What trouble a text tells of; the gravest where there are several. */
export function troubleIn(text: string): Trouble | null {
  const words = writtenOut(wordsOf(text));
  if (angryEmoji.test(text) || fits(words, angry)) return 'angry';
  if (fits(words, money)) return 'money';
  return fits(words, own) ? 'own' : null;
}
