import type { Words } from './words.ts';

export const es: Words = {
  sandbox: {
    portTaken: (wanted, port) => `El puerto ${wanted} está ocupado; esto usa el ${port}.`,
    opened: ({ page, whatsapp, chatwoot, token }) => `
  Abra  ${page}/  y escriba en el teléfono; Ctrl-C lo termina.

  Simuladores, solo en esta máquina; al terminar se olvida todo:
    360dialog  ${whatsapp}
    Chatwoot   ${chatwoot}
  Registrar un intercambio de su propio bot:
    curl -X POST ${page}/api/exchanges -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" \\
      -d '{"phone": "5493415550123", "user_message": "¡Hola!", "bot_response": "¡Hola, Ana!", "sender_name": "Ana Prueba"}'
`,
  },
};
