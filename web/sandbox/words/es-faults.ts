import type { Server, Switchable } from '../state/faults.ts';

/** Each fault: its name, and what to expect of it at each server; empty where it has no switch there. */
export type FaultWords = Record<Switchable, { title: string } & Record<Server, string>>;

export const faultsEs: FaultWords = {
  fail_before: {
    title: 'Falla antes de guardar',
    whatsapp: 'El envío da error y no sale: la respuesta llega al teléfono, una sola vez, después de apagarlo.',
    chatwoot: 'El bot contesta igual; Chatwoot se pone al día cuando lo apagás.',
  },
  fail_after: {
    title: 'Guarda y después falla',
    whatsapp: 'La respuesta llega aunque el servidor diga que no: no tiene que llegar dos veces.',
    chatwoot: 'El mensaje queda guardado aunque el servidor diga que no: no tiene que aparecer dos veces.',
  },
  hang: {
    title: 'No contesta nunca',
    whatsapp: 'El servicio se cansa de esperar y vuelve a probar; la respuesta llega al apagarlo.',
    chatwoot: 'El bot sigue contestando a tiempo; Chatwoot espera y no frena a nadie.',
  },
  cut: {
    title: 'Corta la conexión',
    whatsapp: 'No se sabe si salió: se averigua antes de repetir. La respuesta llega, una sola vez, al apagarlo.',
    chatwoot: 'No se sabe si entró: se lee de vuelta antes de repetir. El mensaje queda, una sola vez, al apagarlo.',
  },
  too_many: {
    title: 'Pide esperar (429)',
    whatsapp: 'Se respeta la pausa de 2 segundos; la respuesta sale al apagarlo.',
    chatwoot: 'Se respeta la pausa de 2 segundos; Chatwoot se completa al apagarlo.',
  },
  slow: {
    title: 'Tarda 3 segundos',
    whatsapp: 'La respuesta llega más tarde, pero en orden y completa.',
    chatwoot: 'Solo Chatwoot se atrasa; el teléfono no lo nota.',
  },
  maintenance: {
    title: 'En mantenimiento (302)',
    whatsapp: '',
    chatwoot: 'Manda a todos a otra página: eso no cuenta como guardado. Se completa al apagarlo.',
  },
  webhook_drop: {
    title: 'Se pierden sus avisos',
    whatsapp: 'El aviso no llega la primera vez: WhatsApp insiste, y el mensaje entra una sola vez.',
    chatwoot: 'Lo que escribe un agente llega igual: el servicio también escucha y mira por su cuenta.',
  },
  webhook_double: {
    title: 'Sus avisos llegan dos veces',
    whatsapp: 'El mismo mensaje dos veces: se contesta una sola.',
    chatwoot: 'Lo que escribe un agente sale una sola vez.',
  },
  status_failed: {
    title: 'No lo entrega (131026)',
    whatsapp: 'WhatsApp lo toma y después dice que no: Chatwoot lo muestra, con el motivo.',
    chatwoot: '',
  },
  status_double: {
    title: 'Los estados llegan dos veces',
    whatsapp: 'Entregado y leído dos veces: no cambia nada.',
    chatwoot: '',
  },
};
