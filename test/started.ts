/** Whatever a file of tests has started in its process. It loads nothing: each file of tests has it. */
export const started: { stop(): Promise<void> }[] = [];
