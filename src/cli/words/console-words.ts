import type { Role } from '../../store/console/console-tables.ts';

/** What `console-password` says. */
export interface ConsoleWords {
  ask(name: string): string;
  again: string;
  notSame: string;
  short(least: number, most: number): string;
  wrongName: string;
  set(name: string, role: string): string;
  removed(name: string): string;
  unknown(name: string): string;
  none: string;
  roles: Record<Role, string>;
  cancelled: string;
}

export const consoleEn: ConsoleWords = {
  ask: (name) => `Password of ${name}`,
  again: 'Once more',
  notSame: 'The two are not the same: nothing was changed.',
  short: (least, most) => `A password has ${least} to ${most} characters. Nothing was changed.`,
  wrongName: 'A name has 1 to 60 letters, digits, dots, hyphens or underscores.',
  set: (name, role) =>
    `${name} may open the console (/console) and ${role}. Whoever had it open under this name has to log in again.`,
  removed: (name) => `${name} may not open the console any more.`,
  unknown: (name) => `Nobody is called ${name}: see \`optiatiende console-password --list\`.`,
  none: 'Nobody may open the console: it is off. `optiatiende console-password` sets a password.',
  roles: { see: 'see', operate: 'operate' },
  cancelled: 'Nothing was changed.',
};

export const consoleEs: ConsoleWords = {
  ask: (name) => `Contraseña de ${name}`,
  again: 'Otra vez',
  notSame: 'Las dos no son iguales: no cambió nada.',
  short: (least, most) => `Una contraseña tiene de ${least} a ${most} caracteres. No cambió nada.`,
  wrongName: 'Un nombre tiene de 1 a 60 letras, dígitos, puntos, guiones o guiones bajos.',
  set: (name, role) =>
    `${name} puede abrir la consola (/console) y ${role}. Quien la tenía abierta con ese nombre tiene que volver a entrar.`,
  removed: (name) => `${name} ya no puede abrir la consola.`,
  unknown: (name) => `Nadie se llama ${name}: mirá \`optiatiende console-password --list\`.`,
  none: 'Nadie puede abrir la consola: está apagada. `optiatiende console-password` pone una contraseña.',
  roles: { see: 'mirar', operate: 'operar' },
  cancelled: 'No cambió nada.',
};
