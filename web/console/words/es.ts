import { messagesEs } from './messages-es.ts';
import { codesEs } from './codes.ts';
import { nowEs } from './now.ts';

export const es = {
  now: nowEs,
  messages: messagesEs,
  title: 'OptiAtiende · consola',
  place: 'Consola',
  pages: {
    now: 'Ahora',
    messages: 'Mensajes',
    problems: 'Problemas',
    setup: 'Puesta en marcha',
    reports: 'Informes',
    bot: 'Bot',
  },
  login: {
    title: 'Entrar',
    name: 'Nombre',
    password: 'Contraseña',
    enter: 'Entrar',
    leave: 'Salir',
    as: (name: string, role: string) => `${name} (${role})`,
    roles: { see: 'solo mira', operate: 'opera' },
    wrong: 'El nombre o la contraseña no son correctos.',
    slow: (minutes: number) => `Demasiados intentos. Probá de nuevo en ${minutes} min.`,
    offline: 'El servicio no responde. Probá de nuevo.',
    off: 'La consola está apagada',
    offFix: 'Poné una contraseña en la máquina donde corre el servicio:',
    look: 'Ya está',
  },
  states: {
    offline: 'El servicio no responde.',
    login: 'La sesión terminó.',
    role: 'Tu rol no alcanza para esto.',
    refused: 'No se pudo.',
    broken: 'Algo falló de nuestro lado; mirá el registro del servicio.',
    old: 'Lo que ves es lo último que llegó.',
    noPage: 'Esta página no existe.',
    more: 'Más',
  },
  codes: {
    ...codesEs,
    ledger: 'La base de datos no se puede leer ahora.',
    unknown: 'No se encontró.',
    csrf: 'Esta página quedó vieja: recargala.',
    foreign: 'El pedido vino de otra página.',
    wrong: 'Algo de lo pedido no es correcto.',
    no_channel: 'El canal de esta persona no está encendido.',
    no_number: 'WhatsApp no da el número de esta persona.',
  },
  acts: {
    done: 'Hecho',
    sure: '¿Seguro?',
    cancel: 'Cancelar',
    noRole: 'Hace falta el rol de operar',
    showNumber: 'Ver número',
    noNumber: 'sin número',
  },
};

export type Words = typeof es;
