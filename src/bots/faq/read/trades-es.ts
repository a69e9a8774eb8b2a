/**
 * As `synonyms-es.ts`: what people call things at a dentist's, a gym, a workshop and so on, from Mexico to Chile. A group that no question
 * of the file uses is never looked at, so a list too many does no harm.
 */
export const sameTradesEs = `
  diente, muela, muelas, dental, dentadura
  dolor, duele, duelen, dolia, doler, molestia
  brackets, bracket, braquets, brakets, braket, frenillos, frenos dentales, aparatos
  alineador, invisalign, invisaling, invisibles
  blanqueamiento, blanquear, aclarar, aclaramiento, dientes blancos, dientes mas blancos, dientes amarillos
  implante, diente nuevo, falta un diente, falta una muela, sacaron un diente, sacaron una muela
  caries, empaste, tapadura, emplomadura
  obra social, obras sociales, prepaga, prepagas, mutual, seguro medico, cobertura, isapre
  ascensor, elevador
  silla de ruedas, discapacidad, discapacitado, discapacitada, movilidad reducida, muletas, andador, bastones
  entrenador, coach, couch, instructor, personal trainer, trainer, profe, profesor, profesora, maestra
  ducha, regadera, vestuario, vestidor
  casillero, locker, loker, taquilla
  pileta, piscina, alberca
  membresia, suscripcion, abono
  gratis, gratuito, gratuita, sin cargo, sin costo, gratarola
  requisito, requisitos, papeles, papeleo, documentos, documentacion, que piden, que ocupo, que hay que llevar, que tengo que llevar, que necesito para
  llave, llaves
  duplicado, duplicar, copia, copiar
  alquiler, alquilar, renta, rentar, rento, arriendo, arrendar, arrienda, arriendan
  presupuesto, cotizacion, cotizar, cotizo, presupuestar, presu, cuanto es todo, cuanto seria todo, cuanto saldria todo
  arreglar, arreglo, reparar, reparacion, servicio tecnico, componer, repara, service
  garantia, garantizado
  tintura, tinte, tenir, tenirme, tenirse, tenido, coloracion, color de pelo
  alisado, alisar, alisarme, keratina, queratina, botox capilar, lacio, lacear, pelo liso, cabello liso, planchar el pelo, progresivo
  barba, barberia, afeitar, afeitarme, bigote
  manicura, manicure, manicuria, manicurista, manos, unia, esmaltado, semipermanente, gelish
  pedicura, pedicure, pedicuria, pies
  novia, matrimonio, casamiento, boda, bodas, me caso, nos casamos, casarme
  maquillaje, maquillar, maquillarme, makeup, maquillan
  reprogramar, reagendar, postergar, aplazar, correr la hora, correr el turno, correr la cita, cambiar la hora, cambiar mi hora, cambiar el turno, cambiar la cita, cambiar de dia, pasar el turno, mover la cita, mover el turno
  habitacion, cuarto, pieza, recamara, alojamiento, hospedaje
  check in, checkin, cheking, ingreso, entrar al cuarto, entrar a la habitacion, hora de entrada, llegada, llegamos a
  check out, checkout, salida, dejar la habitacion, hora de salida
  desayuno, desayunar
  cocina, cocinar, cocinarme, cocinarnos
  equipaje, maleta, valija, mochila
  aeropuerto, aeroparque
  excursion, tour, tours, paseo, paseos
  toalla, toallon
  vacuna, vacunar, vacunacion, vacunarlo, vacunarla
  castracion, castrar, castrarlo, castrarla, esterilizar, esterilizacion, capar
  guarderia, cuidan perros, lo cuidan, la cuidan, dejar el perro, dejar al perro, dejar a mi perro, dejar el gato, dejar a mi gato, pension para
  alimento, balanceado, croquetas, comida para, comida de perro, comida de gato
  pajaro, ave, loro, canario, cotorra
  menu, carta, platos
  talle, talla, talles, medida, medidas, tamano, tamanos
  por mayor, mayorista, al por mayor, mayoreo, por cantidad, revender, reventa
  stock, disponibilidad, disponible, disponibles
  receta, prescripcion, orden medica
  pantalla, display, modulo, vidrio del celular
  neumatico, neumaticos, goma, gomas, llanta, llantas, cubierta, cubiertas
  lavado, lavar, lavadero, lavan
  ramo, ramos, bouquet, arreglo floral, rosas
  curso, cursos, taller, capacitacion
  online, on line, virtual, a distancia, por zoom, por internet
  certificado, diploma, constancia, titulo
  anteojos, lentes, gafas
  fotocopia, fotocopias, imprimir, impresion, impresiones
  terraza, patio, afuera, al aire libre, exterior
  fumar, fumador, fumadores
  cuota, cuotas, en cuotas, en partes, meses sin intereses, msi, financiacion, financiar, a plazos
  efectivo, cash, contado, billete, billetes
  bano, banos, sanitario, toilette
  instagram, facebook, redes, redes sociales, pagina web, sitio web
  sena, anticipo, adelanto, deposito
  grua, remolque, remolcar, remolquen, auxilio, auxilio mecanico, me quede tirado, me quede tirada, me quede en la ruta, quede varado
  freno, frenos, frenar, pastillas, frena
  alineacion, alinear, balanceo, tren delantero, se va para un costado, se me va para un costado, se va de lado
  chapa, chapista, abolladura, bollo, rayon, rayaron, choque, chocaron, chocar, hojalateria, desabolladura
  bateria, acumulador
  aceite, lubricante
  repuesto, refaccion, refacciones, autoparte, autopartes
  verificacion, vtv, revision tecnica, itv
  idioma, lengua
  nivel, nivelacion, prueba de nivel, examen de nivel, prueba de ubicacion
  alumno, alumna, estudiante, companeros
  examen, evaluacion
  inicio, empieza, empiezan, comienza, comienzan, inicia, inician, arranca, arrancan, fecha de inicio
  duracion, cuanto dura, !cuantos meses, !cuantas horas
  particular, individual, personalizado, personalizada, uno a uno
  colegiatura, arancel mensual
  inyeccion, inyectable
  presion, tension arterial
  celiacos menu, menu sin tacc
  mozo, mesero, camarero
  postre, postres, dulces
  bebida, trago
  ropa, prenda
  calzado, zapato, zapatilla
  envoltorio, para regalo, envuelven, envolver, papel de regalo
  regalo, obsequio
  gift card, tarjeta de regalo, voucher
  retiro en local, retirar en el local, pasar por el local, recoger, paso a recoger, pasar a recoger, paso por ahi
  departamento, depto, apartamento, monoambiente
  expensas, gastos comunes
  tasacion, tasar, avaluo
  visita, visitar, ver el departamento, mostrar
  formateo, formatear, virus, lenta
  cargador, no carga, pin de carga
  tintoreria, lavanderia, limpieza en seco
  manchas, mancha, quitamanchas
  acolchado, edredon, frazada, cobija, plumon
  armazon, montura, marco, marcos
  graduacion visual, examen de la vista, examen visual, control visual
  corona funebre, corona, velorio
  capacidad, cuantas personas entran, cuanta gente entra
  musica, dj
  pasaje, boleto, billete de avion, pasajes
  seguro de viaje, asistencia al viajero
  divorcio, separacion, sucesion, herencia, despido
  garrafa, tubo de gas, balon de gas
  plomero, gasfiter, plomeria, canilla, fuga, perdida de agua
  electricista, electricidad
  mudanza, flete mudanza, trasteo
  fiesta, festejo, fiesta infantil
  pelotero, inflable
  radiografia, rayos x
  analisis, laboratorio
  psicologo, psicologa, terapia
  embarazo, embarazada, prenatal
  masaje, masajes, descontracturante
  depilacion, depilar
  tatuaje, tatuajes, tattoo
  piercing, aros, perforacion
  extranjero, extranjeros, pasaporte, turistas
  animal, animales
  antelacion, anticipacion, cuanto antes, con cuanto tiempo, con cuanta anticipacion, cuantos dias antes, con tiempo
`;

/** As `kindsEs`, the general word first: also what somebody tells who needs the general thing. */
export const kindsTradesEs = `
  ortodoncia: brackets, alineador, dientes chuecos, dientes torcidos, enderezar
  implante: protesis, perno
  diente: caries, encia, encias
  obra social: ioma, pami, osde, swiss medical, galeno, medife, omint, sancor, fonasa, imss, issste, eps, cubre, cubren, cobertura, seguro, reintegro
  ascensor: escalera, escaleras, silla de ruedas
  rampa: silla de ruedas, cochecito, escalera, escaleras
  urgencia: dolor, sangra, sangrando, sangre, vomita, vomitando, vomito, convulsiona, convulsiones, veneno, enveneno, envenenado, atropellaron, atropello, muriendo, se muere, no respira, grave, accidente, no aguanto, matando, quebro, fractura, fiebre, desmayo, golpe, guardia
  guardia: urgencia
  nino: bebe, infantil, pediatra, odontopediatra, pequeno, pequenos, peque, pibe, pibes, chamaco, anitos
  edad: anos, anitos, menores
  entrenador: rutina, adelgazar, bajar de peso, plan de entrenamiento
  clase: zumba, spinning, yoga, pilates, box, boxeo, crossfit, funcional, baile, danza, natacion
  precio: mensual, plan, planes, presupuesto, descuento, anual, aumento, aumentaron, subio, subieron
  mensual: plan, planes, abono, cuota, anual, por todo el ano, por el ano
  descuento: efectivo, jubilado, estudiante, anual
  probar: conocer, clase muestra, pase de visita, ver como es, ver como esta, antes de pagar, sin compromiso, gratis
  baja: cancelar, no quiero seguir, dejar de ir
  pausar: de viaje, me voy de viaje, lesion, lesionado
  inscripcion: requisito, alta, empezar a ir, arrancar
  envio: flete, despacho, moto, mandado, mandados, cadete, cadeteria, rappi, pedidos ya, pedidosya, uber eats, didi, glovo, correo, andreani, encomienda, acercar, traer a
  obra: cemento, ladrillo, ladrillos, arena
  herramienta: taladro, amoladora, hormigonera, rotomartillo, martillo, andamio, soldadora, sierra, lijadora, bomba, motosierra
  duplicado: llave
  pintura: color, latex, esmalte, tono
  presupuesto: lista
  cambio: devolucion, no me sirvio, no me quedo, no me entra, no era la medida, no anda, no funciona, fallado, fallada, garantia, talle, chico, grande, error
  devolucion: no me sirvio, no anda, no funciona, garantia
  cortar: corte, a medida, placas, melamina, mdf, tabla, tablas, vidrio
  madera: mdf, melamina, placa, placas, tabla, tablas, fenolico, pino
  arreglar: anda, quemo, rompio, se rompio, no prende, no enciende, diagnostico
  cabello: pelo
  corte: flequillo, puntas, cortarme, rapado
  tintura: canas, mechas, mechitas, balayage, reflejos, visos, rayitos, iluminacion, decoloracion, raices, raiz, rubio, rubia, babylights
  manicura: unia, acrilicas, capping, kapping, softgel, gel, permanente, pedicura
  peinado: novia, recogido, trenzas, egresada, quinceanera, maquillaje
  evento: novia, graduacion, bautismo, bautizo, aniversario, congreso, quince, festejo, inauguracion
  producto: shampoo, champu, acondicionador, crema, mascarilla, cera, gel
  reserva: disponibilidad, cama, mesa, cupo, lugar libre
  turno: disponibilidad, cupo, reserva
  reprogramar: cancelar
  cancelar: reprogramar, no voy a poder, no puedo ir, no podre
  noche: habitacion, cama
  mascota: conejo, loro, animal, animales, bicho
  exotico: conejo, pajaro, tortuga, hamster, iguana, huron, cobayo, reptil
  aeropuerto: vuelo, avion, terminal, taxi, remis, uber
  equipaje: consigna, guardar
  excursion: surf, kayak, buceo, snorkel, trekking, bicicleta, cabalgata
  check in: recepcion, madrugada, de noche
  vacuna: rabia, antirrabica, sextuple, quintuple, triple, desparasitar
  castracion: operar, operacion, cria, crias, celo, prenada
  bano: banar, banan, banarlo, pelaje
  peluqueria: pelo, banar, corte
  guarderia: vacaciones, cuidar, cuidado, hotel, paseador
  alimento: raza, croqueta
  comer: menu, almuerzo, cena
  vegetariano: sin carne, no como carne
  vegano: sin leche, sin huevo, sin huevos, origen animal, sin crueldad, manteca, mantequilla, sin manteca, lacteos, sin lacteos, lactosa, sin lactosa, grasa, derivados animales, derivados de animales
  lactosa: lacteos, sin leche, queso, crema, manteca
  alergia: alergico, alergica, mani, nueces, frutos secos, lactosa, gluten
  gluten: sin harina, trigo, sin trigo
  pago: cuota, debito, credito, transferencia, dolares, pesos, alias, bitcoin, cripto, criptomonedas, usdt
  tarjeta: cabal, maestro, prepaga, american, american express, alimentar, sodexo, edenred, ticket canasta
  wifi: compu, computadora, notebook, laptop, clave, zoom, teletrabajo, enchufe, enchufes
  mesa: silla, sillas, vereda, sentarse, merienda, merendar, tomar un cafe, tomar cafe, tomar algo, consumir ahi, comer ahi, comer aca, desayuno
  clave: contrasena
  trabajo: panadero, panadera, pastelero, pastelera, repostero, repostera, recepcionista, cajera, cajero, mozo, vendedora, ayudante, repartidor, experiencia, desempleado, desempleada, changa, pega, chamba, entrevista, rrhh
  torta: chocotorta, lemon pie, cheesecake, rogel, marquise, selva negra, red velvet, tarta, cupcakes, bizcochuelo, mesa dulce, decoracion, decorada
  cumpleanos: festejo, velitas
  catering: desayunos empresariales, desayuno empresarial, bocaditos, picada, bandeja, bandejas, casamiento, empresa, oficina, buffet, brunch, coffee break, salado, salados, saladitos, bocados, canapes
  empresa: oficina, empresarial, corporativo, trabajo
  pan: hogaza, miniones, figaza, bollos, bollo, bolillo, marraqueta, hallulla, frances, integral, lactal, prepizza, pizzeta, pan de miga, pan rallado, rayado, grisines, pebete, hamburguesa, pancho, cremona, chipa, masa madre
  factura: bolas de fraile, berlinesas, churros, cremona, chipa, sacramento, canoncitos, libritos, scon, scons, palmeritas, alfajor, alfajores, pepas, budin, pan dulce, rosca, bizcochos, bizcochitos, rosquitas, conchas
  pedido: comprar, anotame, anotar, prepararme, mandame
  garantia: cubren, me lo cubren, se vuelve a romper, vuelve a fallar, responden por
  tiempo: para cuando, cuando estaria, en cuanto me lo, en cuanto lo, cuando me lo, cuanto se tarda, urgente, en el dia, en cuanto tiempo
  duracion: cuanto tiempo
  idioma: ingles, frances, portugues, italiano, aleman, chino, espanol
  grupo: alumno, salon, aula, cuantos son, cuantos somos
  alumno: grupo, salon, aula
  certificado: terminar, titulo, examen
  inicio: proximo, siguiente, fecha, cuando empiezan
  horario: noche, tarde, por la noche, en la noche, por la manana, en la manana, por la tarde
  grua: ruta, autopista, carretera, no arranca, no enciende, tirado
  freno: chilla, ruido al frenar, rechina
  chapa: pintar, pintan, puerta, paragolpes, parachoques
  bateria: no arranca, no enciende
  repuesto: bateria, lampara, filtro
  pintura: pintan, pintar
  pantalla: vidrio, rota, roto, partida
  celular: iphone, samsung, pantalla, bateria, motorola, xiaomi
  bebida: cerveza, vino, trago, cafe
  estacionamiento: donde dejo el auto, dejar el auto, dejar el carro, lugar para el auto
  reserva: apartar mesa
  ropa: pantalon, remera, camisa, vestido, campera, buzo, pollera
  calzado: botas, sandalias
  talle: xl, xxl, talles grandes, me queda, que talle, numero
  receta: sin receta, medico, doctor
  medicamento: ibuprofeno, paracetamol, antibiotico, pastilla, pastillas, jarabe
  donde: altura, numeracion, avenida, entre que calles, mapa, maps, ubicarlos, referencia, esquina, no los encuentro, no encuentro, local, sucursal, gps, waze
  horario: abrir, cerrar, atender, madrugada, temprano, mediodia, siesta
`;
