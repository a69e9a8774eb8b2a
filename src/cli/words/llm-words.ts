interface Finding {
  detail: string;
  fix: string;
}

/** What `check` says of a language model. */
export interface LlmWords {
  ok(model: string): string;
  /** By the kind of the failure. */
  failures: Record<string, Finding>;
  failed: Finding;
  tools: Record<'no' | 'silent', Finding>;
  cuts: Finding;
  /** `LLM_VISION` with a model that takes no pictures. */
  blind: Finding;
}

export const llmEn: LlmWords = {
  ok: (model) => `${model} answers and calls tools`,
  failures: {
    key: {
      detail: 'its server does not take the key',
      fix: 'Set LLM_API_KEY to a key of the server in LLM_BASE_URL; see whether it may use this model.',
    },
    model: { detail: 'its server has no such model', fix: 'Set LLM_MODEL to a name from the list of the server.' },
    address: {
      detail: 'nothing at that address speaks OpenAI’s protocol',
      fix: 'Set LLM_BASE_URL to what stands before /chat/completions; it mostly ends in /v1.',
    },
    balance: { detail: 'the account has no balance left', fix: 'Add credit, or raise the limit of the key.' },
    context: {
      detail: 'its context is too small for a turn',
      fix: 'Give it at least 16,000 tokens (Ollama: num_ctx; llama.cpp: -c), or take another model.',
    },
    unreachable: {
      detail: 'its server cannot be reached',
      fix: 'See whether it runs, and whether LLM_BASE_URL is right.',
    },
    timeout: { detail: 'it did not answer in time', fix: 'Raise LLM_TIMEOUT, or take a quicker model.' },
    busy: { detail: 'its server asks us to slow down', fix: 'Try again later; raise the limits of the account.' },
    too_long: {
      detail: 'it did not come to an end',
      fix: 'It thinks for longer than LLM_MAX_OUTPUT allows: raise that, or take a model that thinks less.',
    },
    empty: { detail: 'it answered without a word', fix: 'Raise LLM_MAX_OUTPUT, or take another model.' },
  },
  failed: { detail: 'its server failed', fix: 'Try again later; look into the log of the server.' },
  tools: {
    no: {
      detail: 'it answers, but takes no tools: it cannot hand off or search by itself',
      fix: 'Take a model that calls tools (vLLM: --enable-auto-tool-choice; llama.cpp: --jinja).',
    },
    silent: {
      detail: 'it answers, but did not call a tool when it was told to',
      fix: 'Take a model that calls tools, where a person is to be asked by it.',
    },
  },
  blind: {
    detail: 'it answers, but takes no pictures: customers are asked to write',
    fix: 'Take a model that sees, or set LLM_VISION=false.',
  },
  cuts: {
    detail: 'its server cuts off what is longer than its context, the prompt first',
    fix: 'Give it at least 16,000 tokens (Ollama: num_ctx in the Modelfile).',
  },
};

export const llmEs: LlmWords = {
  ok: (model) => `${model} responde y llama a herramientas`,
  failures: {
    key: {
      detail: 'su servidor no acepta la clave',
      fix: 'Poné en LLM_API_KEY una clave del servidor de LLM_BASE_URL; fijate que pueda usar este modelo.',
    },
    model: { detail: 'su servidor no tiene ese modelo', fix: 'Poné en LLM_MODEL un nombre de la lista del servidor.' },
    address: {
      detail: 'en esa dirección nada habla el protocolo de OpenAI',
      fix: 'Poné en LLM_BASE_URL lo que va antes de /chat/completions; casi siempre termina en /v1.',
    },
    balance: { detail: 'la cuenta se quedó sin saldo', fix: 'Cargá crédito, o subí el límite de la clave.' },
    context: {
      detail: 'su contexto es demasiado chico para un turno',
      fix: 'Dale al menos 16.000 tokens (Ollama: num_ctx; llama.cpp: -c), o usá otro modelo.',
    },
    unreachable: {
      detail: 'no se puede llegar a su servidor',
      fix: 'Fijate si está andando, y si LLM_BASE_URL es correcta.',
    },
    timeout: { detail: 'no respondió a tiempo', fix: 'Subí LLM_TIMEOUT, o usá un modelo más rápido.' },
    busy: { detail: 'su servidor pide ir más despacio', fix: 'Probá más tarde; subí los límites de la cuenta.' },
    too_long: {
      detail: 'no llegó a terminar',
      fix: 'Piensa más de lo que LLM_MAX_OUTPUT permite: subilo, o usá un modelo que piense menos.',
    },
    empty: { detail: 'respondió sin una palabra', fix: 'Subí LLM_MAX_OUTPUT, o usá otro modelo.' },
  },
  failed: { detail: 'su servidor falló', fix: 'Probá más tarde; mirá el registro del servidor.' },
  tools: {
    no: {
      detail: 'responde, pero no acepta herramientas: no puede derivar ni buscar por sí mismo',
      fix: 'Usá un modelo que llame a herramientas (vLLM: --enable-auto-tool-choice; llama.cpp: --jinja).',
    },
    silent: {
      detail: 'responde, pero no llamó a una herramienta cuando se le pidió',
      fix: 'Usá un modelo que llame a herramientas, si tiene que poder derivar.',
    },
  },
  blind: {
    detail: 'responde, pero no acepta imágenes: se les pide a los clientes que escriban',
    fix: 'Usá un modelo que vea imágenes, o poné LLM_VISION=false.',
  },
  cuts: {
    detail: 'su servidor recorta lo que es más largo que su contexto, primero el prompt',
    fix: 'Dale al menos 16.000 tokens (Ollama: num_ctx en el Modelfile).',
  },
};
