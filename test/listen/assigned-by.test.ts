import { expect, test } from 'vitest';
import { assignedByPerson } from '../../src/listen/assigned-by.ts';

const agents = [['Ada Admin'], ['Leo Agente', 'Leo'], ['Ana']];
const leo = ['Leo Agente', 'Leo'];

test.each([
  ['Assigned to Leo Agente by Ada Admin', true],
  ['Assigned to Leo Agente by Default Policy', false],
  ['Assigned to Leo Agente by Automation System', false],
  ['Leo Agente self-assigned this conversation', true],
  ['Asignado a Leo Agente por Ada Admin', true],
  ['Asignado a Leo Agente por Default Policy', false],
  ['Asignado a Leo Agente por Sistema de automatización', false],
  ['Leo Agente auto-asignado a esta conversación', true],
  ['Leo auto asignó esta conversación', true],
  ['Asignado a Leo via Ventas por Ada Admin', true],
  ['Atribuído a Leo Agente por Política de Analía', false],
  ['Assigned to Leo Agente by Ana', true],
  ['Assigned to Leo Agente by Anabel', false],
  ['Assigned to Leo Agente by Leo Agente', true],
  ['Assigned to Ada Admin by Ana', false],
  ['Conversation was reopened by Ada Admin', false],
])('%s: %s', (line, byPerson) => {
  expect(assignedByPerson(line, leo, agents)).toBe(byPerson);
});
