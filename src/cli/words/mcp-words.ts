import type { McpFailureKind } from '../../bots/llm/mcp/mcp-failure.ts';

/** What `check` and `bot mcp` say of MCP servers. */
export interface McpWords {
  noFile: string;
  /** @param others that the server has and that are not taken from it */
  tools(taken: readonly { name: string; asks: boolean }[], others: readonly string[]): string;
  differs: Record<'described' | 'changed' | 'missing', (tool: string) => string>;
  pinFix: string;
  failures: Partial<Record<McpFailureKind, { detail: string; fix: string }>>;
  failedFix: string;
}

export const mcpEn: McpWords = {
  noFile: 'BOT_MCP is not set. Name a file with your MCP servers: docs/LLM.md.',
  tools: (taken, others) =>
    (taken.length === 0
      ? 'none of its tools is taken'
      : taken.map(({ name, asks }) => (asks ? `${name} (asks the customer first)` : name)).join(', ')) +
    (others.length > 0 ? `; not taken: ${others.join(', ')}` : ''),
  differs: {
    described: (tool) => `it describes ${tool} otherwise than BOT_MCP; the model is told what stands there`,
    changed: (tool) => `${tool} takes other arguments than in BOT_MCP; it is left out`,
    missing: (tool) => `it has no ${tool}; it is left out`,
  },
  pinFix: 'Look at what changed (`optiatiende bot mcp` prints the tools as they are now), and put it into BOT_MCP.',
  failures: {
    key: { detail: 'it does not let us in', fix: 'See the headers of this server in BOT_MCP, and BOT_TOOLS_SECRETS.' },
    lost: { detail: 'there is no MCP server at its address', fix: 'See the url of this server in BOT_MCP.' },
    unreachable: { detail: 'it cannot be reached', fix: 'See whether it runs, and the url of this server in BOT_MCP.' },
    timeout: { detail: 'it did not answer in time', fix: 'Raise the timeout of this server in BOT_MCP.' },
    protocol: {
      detail: 'what it answers is no MCP',
      fix: 'See the url of this server in BOT_MCP: it must speak Streamable HTTP; mostly it ends in /mcp.',
    },
  },
  failedFix: 'Try again later; look into the log of the server.',
};

export const mcpEs: McpWords = {
  noFile: 'BOT_MCP no está puesta. Nombrá un archivo con tus servidores MCP: docs/LLM.md.',
  tools: (taken, others) =>
    (taken.length === 0
      ? 'no se toma ninguna de sus herramientas'
      : taken.map(({ name, asks }) => (asks ? `${name} (antes le pregunta al cliente)` : name)).join(', ')) +
    (others.length > 0 ? `; no se toman: ${others.join(', ')}` : ''),
  differs: {
    described: (tool) => `describe ${tool} de otra forma que BOT_MCP; al modelo se le dice lo que está ahí`,
    changed: (tool) => `${tool} lleva otros argumentos que en BOT_MCP; queda afuera`,
    missing: (tool) => `no tiene ${tool}; queda afuera`,
  },
  pinFix: 'Mirá qué cambió (`optiatiende bot mcp` muestra las herramientas como son ahora) y ponelo en BOT_MCP.',
  failures: {
    key: { detail: 'no nos deja entrar', fix: 'Revisá los headers de este servidor en BOT_MCP, y BOT_TOOLS_SECRETS.' },
    lost: { detail: 'en su dirección no hay ningún servidor MCP', fix: 'Revisá la url de este servidor en BOT_MCP.' },
    unreachable: {
      detail: 'no se puede llegar a él',
      fix: 'Fijate si está andando, y la url de este servidor en BOT_MCP.',
    },
    timeout: { detail: 'no respondió a tiempo', fix: 'Subí el timeout de este servidor en BOT_MCP.' },
    protocol: {
      detail: 'lo que responde no es MCP',
      fix: 'Revisá la url de este servidor en BOT_MCP: tiene que hablar Streamable HTTP; casi siempre termina en /mcp.',
    },
  },
  failedFix: 'Probá más tarde; mirá el registro del servidor.',
};
