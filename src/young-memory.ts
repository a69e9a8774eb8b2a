import { setFlagsFromString } from 'node:v8';

/**
 * Imported before everything else is loaded, it keeps the engine's memory for new objects as small as it begins (2 MB, else up to 34 MB or, where much is kept,
 * 134 MB): many large files at once would take 340 MB. It costs no time that could be measured. The engine's own switch for the most of it
 * (`--max-semi-space-size`) has no effect once a process runs; of this one it asks each time it would grow.
 */
setFlagsFromString('--semi-space-growth-factor=1');
