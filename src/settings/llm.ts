import { z } from 'zod';
import {
  address,
  duration,
  fraction,
  headerText,
  optionalText,
  second,
  setting,
  strictSwitch,
  whole,
  word,
} from './setting.ts';

/** A bot that asks a language model. */
export const llmSettings = {
  LLM_BASE_URL: setting({
    group: 'llm',
    shape: address()
      .transform((url) => url.replace(/\/chat\/completions$/, ''))
      .nullable()
      .prefault(null),
    default: null,
    rule: 'an http(s) address, such as https://api.openai.com/v1',
    doc: 'The server of the language model for `BOT=llm`: any that speaks OpenAI’s protocol (OpenAI, OpenRouter, Groq, Mistral, DeepSeek, Gemini, Azure, Ollama, vLLM, llama.cpp).',
    example: 'https://api.openai.com/v1',
  }),
  LLM_MODEL: setting({
    group: 'llm',
    shape: optionalText(/^\S{1,200}$/),
    default: null,
    rule: 'the name of a model as its server writes it',
    doc: 'Which model answers.',
    example: 'gpt-5-mini',
  }),
  LLM_API_KEY: setting({
    group: 'llm',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'a key as its server gives it, in plain letters',
    doc: 'The key of that server. A model on your own machine needs none.',
    example: 'sk-example',
  }),
  LLM_TIMEOUT: setting({
    group: 'llm',
    shape: duration(15, 0.1, 300, second),
    default: '15',
    unit: 'seconds',
    rule: 'a number of seconds from 0.1 to 300',
    doc: 'How long one call of the model may take. A turn has several where tools are called; what was answered is kept, so that a next try goes on from there.',
    example: '15',
  }),
  LLM_MAX_OUTPUT: setting({
    group: 'llm',
    shape: whole(800, 50, 32_000),
    default: '800',
    rule: 'a whole number of tokens from 50 to 32000',
    doc: 'The longest answer, in tokens, the model’s thoughts included. An answer that reaches it is cut and not sent: raise it for models that think.',
    example: '800',
  }),
  LLM_TEMPERATURE: setting({
    group: 'llm',
    shape: z.union([z.null(), fraction(0.2, 0, 2)]).prefault(null),
    default: null,
    rule: 'a number from 0 to 2',
    doc: 'How freely the model words things. Not set: the server’s own.',
    example: '0.2',
  }),
  LLM_CONCURRENCY: setting({
    group: 'llm',
    shape: whole(20, 1, 500),
    default: '20',
    rule: 'a whole number from 1 to 500',
    doc: 'People whose turns are with the model at once. More wait in line.',
    example: '20',
  }),
  LLM_MASK: setting({
    group: 'llm',
    shape: z
      .string()
      .nullable()
      .prefault(null)
      .transform((text) =>
        (text ?? '')
          .split(',')
          .map((one) => one.trim().toLowerCase())
          .filter(Boolean),
      )
      .pipe(z.array(z.enum(['phone', 'email', 'card', 'id']))),
    default: null,
    many: true,
    rule: 'one or more of phone, email, card, id, separated by commas',
    doc: 'What of the conversation the server of the model does not get to see: it reads placeholders, and answers and calls of tools have the originals again. Not set: nothing is masked.',
    example: 'phone,email,card,id',
  }),
  LLM_BUDGET_TURN: setting({
    group: 'llm',
    shape: whole(60_000, 0, 10_000_000),
    default: '60000',
    rule: 'a whole number of tokens from 0 to 10000000',
    doc: 'The most that one turn may use; looked at before each call of the model. Past it the next bot or a person answers. 0: no limit.',
    example: '60000',
  }),
  LLM_BUDGET_PERSON: setting({
    group: 'llm',
    shape: whole(300_000, 0, 100_000_000),
    default: '300000',
    rule: 'a whole number of tokens from 0 to 100000000',
    doc: 'The most that one person may use in a day (by BUSINESS_TIMEZONE). 0: no limit.',
    example: '300000',
  }),
  LLM_BUDGET_DAY: setting({
    group: 'llm',
    shape: whole(0, 0, 2_000_000_000),
    default: '0',
    rule: 'a whole number of tokens from 0 to 2000000000',
    doc: 'The most that all persons of the channel may use in a day. 0: no limit.',
    example: '5000000',
  }),
  LLM_BUDGET_MONEY: setting({
    group: 'llm',
    shape: fraction(0, 0, 1_000_000),
    default: '0',
    rule: 'a number from 0 to 1000000',
    doc: 'The most that the channel may cost in a day, in the currency of LLM_PRICE_INPUT and LLM_PRICE_OUTPUT, which it needs. 0: no limit.',
    example: '5',
  }),
  LLM_PRICE_INPUT: setting({
    group: 'llm',
    shape: fraction(0, 0, 100_000),
    default: '0',
    rule: 'a number from 0 to 100000',
    doc: 'What a million tokens sent to the model cost.',
    example: '0.25',
  }),
  LLM_PRICE_OUTPUT: setting({
    group: 'llm',
    shape: fraction(0, 0, 100_000),
    default: '0',
    rule: 'a number from 0 to 100000',
    doc: 'What a million tokens of its answers cost.',
    example: '2',
  }),
  BOT_PROMPT: setting({
    group: 'llm',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a Markdown file that exists',
    doc: 'Who the bot is and how it speaks, for `BOT=llm`. Not set: the one that ships, in `UI_LANGUAGE`.',
    example: './prompt.md',
  }),
  BOT_KNOWLEDGE: setting({
    group: 'llm',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a folder that exists',
    doc: 'What the bot knows, for `BOT=llm`: a folder of Markdown, text and CSV files (UTF-8), up to 50 MB. What is changed in it counts within seconds. The questions and answers of BOT_FAQ are known too.',
    example: './knowledge',
  }),
  BOT_STRICT: setting({
    group: 'llm',
    shape: strictSwitch,
    default: 'false',
    rule: 'one of true, 1, yes, on, false, 0, no, off',
    doc: 'Only what stands in BOT_KNOWLEDGE and BOT_FAQ, or comes from a tool, is answered; with everything else a person is offered.',
    example: 'true',
  }),
  BOT_GATE: setting({
    group: 'llm',
    shape: word(['block', 'note', 'off'], 'block'),
    default: 'block',
    rule: '`block`, `note` or `off`',
    doc: 'What happens to an answer of the model with a price, percentage, address, e-mail or number that stands nowhere in prompt, knowledge or results of tools, with a promise or a deed that no tool did, or with words of the prompt: `block` asks once more and then has a person answer, `note` sends it and logs what was found, `off` does not look.',
    example: 'block',
  }),
  BOT_NOTES: setting({
    group: 'llm',
    shape: strictSwitch,
    default: 'false',
    rule: 'one of true, 1, yes, on, false, 0, no, off',
    doc: 'Agents see under each answer of the model, as a private note (a line, without CHATWOOT_BOT_TOKEN), which passages it rests on, which tools it called, and what was kept back before. In the sandbox it is on.',
    example: 'true',
  }),
  BOT_TOOLS: setting({
    group: 'llm',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a file that exists',
    doc: 'HTTP calls of yours that the model may make, for `BOT=llm`: one file of YAML or JSON, see docs/LLM.md.',
    example: './tools.yaml',
  }),
  BOT_TOOLS_SECRETS: setting({
    group: 'llm',
    shape: optionalText(/=/),
    default: null,
    secret: true,
    rule: '`NAME=value`, several divided by commas or lines',
    doc: 'What stands for `{NAME}` in the headers of BOT_TOOLS.',
    example: 'SHOP_KEY=example',
  }),
};
