/** One text of a customer as 360dialog posts it; ASCII only, so that its length is its bytes. A thousand people take turns. */
export function webhookOf(n: number, round: string): string {
  const waId = `54911555${10_000 + (n % 1_000)}`;
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '100000000000009',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '5491155550100', phone_number_id: '100000000000001' },
              contacts: [{ profile: { name: `Persona ${waId.slice(-4)}` }, wa_id: waId }],
              messages: [
                {
                  from: waId,
                  id: `wamid.${round}.${n}`,
                  timestamp: String(Math.floor(Date.now() / 1_000)),
                  type: 'text',
                  text: {
                    body: `Hola, a que hora abren el sabado y donde queda el local ${lettersOf(`${round}${n}`)}?`,
                  },
                },
              ],
            },
          },
        ],
      },
    ],
  });
}

/** The same words again and again, within seconds of our answers, would be a program's, and not answered. */
const lettersOf = (name: string): string => name.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
