/**
 * Words and phrases that mean the same wherever a business is asked in Spanish (that of Argentina first), as `wordsOf` gives them. One
 * group a line; the first stands for it. Forms with other endings are found by themselves (`stem.ts`), irregular ones stand here; `!` in front: in this form alone.
 */
export const sameEs = `
  cantidad, !cuantos, !cuantas, !cuanta
  precio, cuesta, cuestan, costo, coste, costaria, sale, salen, saldria, vale, valen, valor, tarifa, importe, arancel, cuanto, a cuanto, a como, que sale, cobra, cobran, cobras, cuanto sale, cuanto cuesta, cuanto vale, cuanto es, cuanto te debo, cuanto les debo, cuanto seria, cuanto esta, cuanto estan
  tiempo, cuanto tarda, cuanto tardan, cuanto demora, cuanto demoran, cuanto tiempo, cuanto falta, tarda, tardan, demora, demoran, plazo, cuanto dura, dura
  horario, hora, horas, a que hora, que hora, que horas, que horario, hasta que hora, desde que hora, hasta cuando estan, hasta las cuantas, a las cuantas
  abrir, abre, abren, abris, abierto, abierta, estan hoy
  atender, atienden, atiende, atendes, !trabajan, !trabaja, !laburan, !labura
  cerrar, cierra, cierran, cerras, cerrado, cerrada, cierre
  donde, direccion, ubicacion, ubicado, ubicada, donde queda, donde quedan, donde esta, donde estan, donde estas, donde andan, donde se encuentran, por donde, por donde andan, por donde estan, como llego, como llegar, como se llega, como hago para llegar, en que calle, en que zona, en que barrio, en que parte, queda lejos, queda cerca, estan cerca, estan lejos, estan en el, estan en la, estan por
  pago, pagar, abonar, medio de pago, medios de pago, forma de pago, formas de pago, metodos de pago
  mercado pago, mercadopago, mp, mercado p, mercadopagos
  tarjeta, tarjetas de credito, tarjeta de credito, tarjeta de debito, tarjeta de credito o debito, plastico
  transferencia, transferir, transfiero, cbu, cvu, alias
  envio, domicilio, domicilios, enviar, envia, envian, envias, !mandan, !mandas, !manden, !mandar, reparten, reparto, delivery, a domicilio, a casa, a mi casa, hasta mi casa, a mi barrio, !llegan a, !llegas hasta, !llegan hasta, !llevan a, me lo traen, me lo llevan, lo llevan, me la traen, alcanzan, alcancen, acercan, acerquen, traigan, me traen, nos traen, entregan a
  retiro, retirar, paso a buscar, pasar a buscar, pasarlo a buscar, para llevar
  gluten, tacc, sin tacc, sin gluten, libre de gluten, libres de gluten, celiaco, celiaca, celiaquia, apto celiaco, apto celiacos, aptos para celiacos
  vegano, vegana, veganismo, plant based
  vegetariano, vegetariana, veggie, veggies, vegui
  lactosa, sin lactosa, intolerante a la lactosa, deslactosado
  trabajo, !laburo, !laburar, empleo, empleado, empleados, !trabajar, !trabajando, vacante, puesto, tomando gente, tomar gente, toman gente, tomando personal, tomar personal, toman personal, busca personal, buscan personal, buscan gente, buscando gente, buscando personal, buscan empleados, toman empleados, precisan gente, precisan personal, postular, postulo, postularme, postulacion, necesitan empleados, necesitan personal, necesitan gente, contratan, contratando, busqueda laboral, oferta laboral, bolsa de trabajo, cv, curriculum, curriculo, curriculum vitae
  torta, pastel, tortita
  cumpleanos, cumples
  factura, medialuna, media luna, medias lunas, bolleria
  comprobante, fc, fc a, factura a, factura b, factura c, factura electronica, ticket fiscal
  sandwich, sanguche, sanguchito, sandwichito, sanwich, sandwiches de miga, sandwich de miga, emparedado
  pedido, pedir, pido, piden, pidiendo
  encargo, encargar, encargue, encarga, encargas
  reserva, reservar, reservacion, guardame, guardarme, apartar, apartame, separame, me guardas, me guardan, me guardarias, me apartas, me apartan, me separas, me separan
  turno, cita, agendar, agendarme, pedir hora, tomar hora, sacar hora, necesito hora, quiero hora, tienen hora, tenes hora, hay hora, hora para, tienen lugar, tenes lugar, tienen hueco, tenes hueco, hay hueco, un hueco, un huequito, un lugarcito
  clave, contrasena, password
  wifi, wi fi, internet
  estacionamiento, estacionar, estaciono, parking, cochera, garage, garaje, playa de estacionamiento
  auto, coche, carro, vehiculo
  bicicleta, bici
  descuento, promo, promocion, oferta, rebaja
  mensual, mensualidad, por mes, al mes, mensualmente
  inscripcion, inscribirme, inscribirse, inscribir, anotarme, anotarse, anotar, matricula, matricularme
  pausar, congelar, suspender, freezar
  baja, dar de baja, darme de baja, darse de baja, dar la baja, desuscribirme
  menores, menor, hijo, hija, nene, nena, chicos, chiquitos, nino, nina, bebe
  perro, perra, perrito, perrita, cachorro, can, canino, canina
  gato, gata, gatito, gatita, felino, felina, michi
  medicamento, remedio, medicina, farmaco, medicacion
  devolucion, devolver, reembolso, reintegro
  cambio, cambiar
  telefono, celular, numero de telefono, llamar
  correo, mail, email, e mail
  urgencia, urgente, emergencia, urgencias
  turista, turismo
  peluqueria, corte de pelo, cortar el pelo
  probar, prueba, de prueba
  comer, comida, almorzar, cenar
`;

/** What is a kind of what: whoever asks for one is answered by what the file says of the other. The general word first. */
export const kindsEs = `
  pago: tarjeta, efectivo, transferencia, mercado pago, qr, codigo qr, cheque, en cuotas
  tarjeta: credito, debito, posnet, postnet, visa, mastercard, amex, lapos, naranja
  mercado pago: billetera virtual, modo, uala, cuenta dni, qr, codigo qr
  horario: abrir, cerrar, fin de semana, feriado, domingo
  pedido: encargo, reserva
  reserva: turno, encargo
  evento: cumpleanos, fiesta, casamiento, boda, reunion, catering
  catering: lunch, sandwich
  factura: croissant, vigilante, cuernito, masitas
  pan: panes, pancito, pancitos, flauta, baguette, mignon
  mascota: perro, gato
  bebida: cafe, jugo, gaseosa
  cafeteria: cafe, desayuno, merienda, merendar, desayunar, tomar algo
  sentarse: sentarme, sentarnos, sentar, mesa
  descuento: barato
  ducha: banarme, banarse
  vegano: vegetariano
  lactosa: leche
  auto: camioneta, moto
`;
