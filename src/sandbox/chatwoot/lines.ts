import type { ConversationStatus } from './records.ts';

/** The account's language: activity lines and the words the server says by itself are in it. */
export type Language = 'es' | 'en';

/** The server's own words, as Chatwoot's dictionaries have them. */
export interface Lines {
  status: (status: ConversationStatus, by: string) => string;
  reopened: string;
  selfAssigned: (name: string) => string;
  assigned: (name: string, by: string) => string;
  unassigned: (by: string) => string;
  labelsAdded: (by: string, labels: string) => string;
  labelsRemoved: (by: string, labels: string) => string;
  priority: (by: string, priority: string | null) => string;
  /** The name under which automation rules act. */
  automation: string;
  deleted: string;
  /** Why a contact who is online is not deleted. */
  online: (name: string) => string;
  survey: (link: string) => string;
}

const es: Lines = {
  status: (status, by) => `La conversación fue ${STATUS_ES[status]} por ${by}`,
  reopened: 'El sistema reabrió la conversación debido a un nuevo mensaje entrante.',
  selfAssigned: (name) => `${name} auto asignó esta conversación`,
  assigned: (name, by) => `Asignado a ${name} por ${by}`,
  unassigned: (by) => `Conversación no asignada por ${by}`,
  labelsAdded: (by, labels) => `${by} agregó ${labels}`,
  labelsRemoved: (by, labels) => `${by} eliminó a ${labels}`,
  priority: (by, priority) => `${by} estableció la prioridad a ${priority ?? 'ninguna'}`,
  automation: 'Sistema de automatización',
  deleted: 'Este mensaje se ha eliminado',
  online: (name) => `${name} está conectado, por favor inténtalo más tarde`,
  survey: (link) => `Por favor califica esta conversación, ${link}`,
};

const STATUS_ES: Record<ConversationStatus, string> = {
  open: 'reabierta',
  pending: 'marcada como pendiente',
  resolved: 'marcada como resuelta',
  snoozed: 'pospuesta',
};

const en: Lines = {
  status: (status, by) => `Conversation was ${STATUS_EN[status]} by ${by}`,
  reopened: 'System reopened the conversation due to a new incoming message.',
  selfAssigned: (name) => `${name} self-assigned this conversation`,
  assigned: (name, by) => `Assigned to ${name} by ${by}`,
  unassigned: (by) => `Conversation unassigned by ${by}`,
  labelsAdded: (by, labels) => `${by} added ${labels}`,
  labelsRemoved: (by, labels) => `${by} removed ${labels}`,
  priority: (by, priority) => `${by} set the priority to ${priority ?? 'none'}`,
  automation: 'Automation System',
  deleted: 'This message was deleted',
  online: (name) => `${name} is Online, please try again later`,
  survey: (link) => `Please rate this conversation, ${link}`,
};

const STATUS_EN: Record<ConversationStatus, string> = {
  open: 'reopened',
  pending: 'marked as pending',
  resolved: 'marked resolved',
  snoozed: 'snoozed',
};

export const LINES: Record<Language, Lines> = { es, en };
