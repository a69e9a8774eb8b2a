/** Question words, as keys: they tell which kind of answer is wanted. */
export const kindsOfAnswer = new Set([
  '=precio',
  '=tiempo',
  '=horario',
  '=donde',
  '=cantidad',
  '=price',
  '=hours',
  '=where',
]);

/** Ways of getting, paying, joining and leaving, and what somebody cannot eat: asked of a thing ("¿las tortas las mandan?", "tortas sin gluten") they are what is asked. */
export const services = new Set([
  '=envio',
  '=delivery',
  '=pago',
  '=pay',
  '=tarjeta',
  '=card',
  '=inscripcion',
  '=baja',
  '=reprogramar',
  '=devolucion',
  '=gluten',
  '=vegano',
  '=vegan',
]);
