import type { Words } from './words.ts';

export const en: Words = {
  sandbox: {
    portTaken: (wanted, port) => `Port ${wanted} is taken, so this is on ${port}.`,
    opened: ({ page, whatsapp, chatwoot, token }) => `
  Open  ${page}/  and write on the phone; Ctrl-C ends it.

  Stand-ins, on this machine alone, forgotten at the end:
    360dialog  ${whatsapp}
    Chatwoot   ${chatwoot}
  Register an exchange of your own bot:
    curl -X POST ${page}/api/exchanges -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" \\
      -d '{"phone": "5493415550123", "user_message": "Hello!", "bot_response": "Hi Ana!", "sender_name": "Ana Example"}'
`,
  },
};
