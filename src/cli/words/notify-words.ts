/** What `check` says of how the operator is told of changes. */
export interface NotifyWords {
  /** Of the address only the host: the rest may hold a key. */
  url(host: string, signed: boolean): string;
  plain: string;
  plainFix: string;
  phone(masked: string, template: boolean): string;
  noKey: string;
  noKeyFix(key: string): string;
}

export const notifyEn: NotifyWords = {
  url: (host, signed) => `changes are told to ${host} (NOTIFY_URL)${signed ? ', signed' : ''}; nothing was posted now`,
  plain: 'NOTIFY_URL is not https: what is told goes over the network as anybody may read it',
  plainFix: 'Set an address with https://.',
  phone: (masked, template) =>
    `changes are told by WhatsApp to ${masked} (NOTIFY_PHONE)${template ? '' : '; only within 24 hours after that phone wrote to the number, since NOTIFY_TEMPLATE is not set'}`,
  noKey: 'NOTIFY_PHONE is of no use: the channel cannot send on WhatsApp',
  noKeyFix: (key) => `Set ${key}, or NOTIFY_URL in place of NOTIFY_PHONE.`,
};

export const notifyEs: NotifyWords = {
  url: (host, signed) =>
    `los cambios se avisan a ${host} (NOTIFY_URL)${signed ? ', con firma' : ''}; ahora no se envió nada`,
  plain: 'NOTIFY_URL no es https: lo que se avisa viaja por la red a la vista de cualquiera',
  plainFix: 'Poné una dirección con https://.',
  phone: (masked, template) =>
    `los cambios se avisan por WhatsApp a ${masked} (NOTIFY_PHONE)${template ? '' : '; solo dentro de las 24 horas desde que ese teléfono le escribió al número, porque NOTIFY_TEMPLATE no está puesto'}`,
  noKey: 'NOTIFY_PHONE no sirve: el canal no puede enviar por WhatsApp',
  noKeyFix: (key) => `Poné ${key}, o NOTIFY_URL en lugar de NOTIFY_PHONE.`,
};
